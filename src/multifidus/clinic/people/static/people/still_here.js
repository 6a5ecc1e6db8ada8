// Keeps a session alive while somebody writes, and asks two minutes before it ends (WCAG 2.2.1).
// Without a script nothing is asked; the session ends all the same, on the server.
(() => {
  const form = document.getElementById("still-here");
  if (!form) return;
  const before = 120; // seconds of warning
  const lastCall = Date.now() + form.dataset.left * 1000; // nothing moves this one
  let idleEnd = Date.now() + form.dataset.idle * 1000;
  let told = Date.now(); // when the server last heard of us
  let typed = 0;

  function show(what) {
    form.hidden = what === null;
    for (const part of form.querySelectorAll("[data-still]")) part.hidden = part.dataset.still !== what;
  }

  async function tell() {
    told = Date.now();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (answer.status !== 204) return show("gone");
    } catch {
      return; // no connection just now; the next round tries again
    }
    idleEnd = Date.now() + form.dataset.idle * 1000;
    show(null);
  }

  function look() {
    const now = Date.now();
    if (typed > told && now - told > 60_000) tell();
    else if (now > Math.min(idleEnd, lastCall)) show("gone");
    else if (now > lastCall - before * 1000) show("last");
    else if (now > idleEnd - before * 1000) show("ask");
  }

  document.addEventListener("input", () => { typed = Date.now(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); tell(); });
  document.addEventListener("visibilitychange", look); // a phone that slept
  setInterval(look, 10_000);
})();
