// Offers to tell times in the zone that this phone is in. Nothing changes unless its owner agrees; without a script
// the zone is chosen in the profile. What was left once is not asked again on this phone.
(() => {
  const form = document.getElementById("zone-offer");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!form || !here || here === form.dataset.zone) return;
  const sameClock = (zone) => {
    try {
      const year = new Date().getFullYear();
      const at = (month) => new Date(Date.UTC(year, month, 1, 12)).toLocaleString("en-GB", { timeZone: zone });
      return [0, 3, 6, 9].map(at).join();
    } catch {
      return "";
    }
  };
  if (sameClock(here) === sameClock(form.dataset.zone)) return; // Europe/London and Europe/Jersey: nothing to gain
  const asked = `${form.dataset.zone} ${here}`;
  try {
    if (localStorage.getItem("zone-left") === asked) return;
  } catch { /* a browser that keeps nothing is asked again */ }
  form.elements.time_zone.value = here;
  form.querySelector("[data-zone-here]").textContent = here.replaceAll("_", " ");
  form.querySelector("[data-zone-keep]").addEventListener("click", () => {
    form.hidden = true;
    try {
      localStorage.setItem("zone-left", asked);
    } catch { /* as above */ }
  });
  form.hidden = false;
})();
