// The form of an episode: kept on the phone first, sent then. Without this script, or where the browser keeps nothing,
// the form of a record is sent as any other.
"use strict";

(() => {
  const form = document.querySelector("form[data-episode]");
  const phone = document.getElementById("phone");
  if (!form || !phone || !self.diaryQueue) return;
  const queue = self.diaryQueue;
  const places = { send: phone.dataset.send };
  const byItself = form.hasAttribute("data-by-itself"); // no record behind it: nothing to send it to but the queue
  const button = form.querySelector("button[type=submit], button:not([type])");
  let account = phone.dataset.account || null; // as the service has said on this very page
  let again = null; // an entry that was refused, and is put right now
  let busy = false;

  const drawn = () => (crypto.randomUUID ? crypto.randomUUID()
    : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
      (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16)));

  function say(what, why = []) {
    for (const part of phone.querySelectorAll("[data-say]")) part.hidden = part.dataset.say !== what;
    const list = phone.querySelector("[data-why]");
    list.replaceChildren(...why.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
    list.hidden = !why.length;
    phone.hidden = false;
    phone.focus();
    phone.scrollIntoView({ block: "center" });
  }

  function written() {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (name !== "csrfmiddlewaretoken" && name !== "sent_as") (fields[name] ||= []).push(String(value));
    }
    return fields;
  }

  const begin = () => {
    if (byItself || !form.elements.sent_as.value) form.elements.sent_as.value = drawn();
    form.elements.zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  };

  async function keep() {
    const entry = {
      sent_as: form.elements.sent_as.value,
      written_at: again ? again.written_at : new Date().toISOString(), // "just now" was then
      fields: written(),
      why: null,
      ...(again ? { account: again.account, sure: again.sure } : await queue.owner(account)),
    };
    await queue.put(entry);
    navigator.storage?.persist?.().catch(() => undefined); // so that a full phone does not throw it away
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("diary")).catch(() => undefined);
    return entry;
  }

  async function went(entry, outcome) {
    const left = (await queue.all()).find((one) => one.sent_as === entry.sent_as);
    if (!left) { // kept by the service, perhaps through another window
      location.assign(outcome.look || phone.dataset.done);
      return;
    }
    const refused = left.why ? left : null;
    if (refused && !byItself) {
      await queue.remove(entry.sent_as); // the form still holds all of it, and the page tells at which field it is
      form.submit();
      return;
    }
    if (refused) {
      again = refused;
      say("refused", refused.why);
      return;
    }
    again = null;
    const unsure = outcome.state === "nothing" || outcome.state === "sent";
    say(unsure ? "ask" : outcome.state === "ready" ? "trouble" : outcome.state);
    form.reset();
    form.elements.sent_as.value = drawn();
    begin();
    document.dispatchEvent(new Event("diary:changed"));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    button.setAttribute("aria-disabled", "true");
    try {
      let entry;
      try {
        entry = await keep();
      } catch {
        if (byItself) say("nowhere");
        else form.submit();
        return;
      }
      await went(entry, await queue.send(places, true));
    } finally {
      busy = false;
      button.removeAttribute("aria-disabled");
    }
  });

  // Fills the form with an entry of the queue that was refused: its number stands behind the address.
  async function open(number) {
    const entry = (await queue.all()).find((one) => one.sent_as === number && one.why);
    if (!entry) return;
    for (const [name, values] of Object.entries(entry.fields)) {
      for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
        else control.value = values[0];
      }
    }
    again = entry;
    form.elements.sent_as.value = entry.sent_as;
    for (const part of form.querySelectorAll("details")) part.open = true;
    say("refused", entry.why);
  }

  begin();
  button.disabled = false;
  if (byItself && location.hash) open(location.hash.slice(1)).catch(() => undefined);
  const elsewhere = document.getElementById("elsewhere"); // the worker gave this page in the place of another
  if (elsewhere) elsewhere.hidden = location.pathname === phone.dataset.here;
  if (byItself) queue.greet(places).then((hello) => { if (hello.state === "ready") account = hello.account; });
})();
