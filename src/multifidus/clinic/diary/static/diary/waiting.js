// On every page of whoever is signed in: starts the worker, sends what waits, says what still does, and asks before a
// sign-out. On the page of what waits: shows it.
"use strict";

(() => {
  const bar = document.getElementById("on-phone");
  if (!bar || !self.diaryQueue) return;
  const queue = self.diaryQueue;
  const places = { send: bar.dataset.send };
  const account = bar.dataset.account || null;
  const part = (name) => bar.querySelector(`[data-part="${name}"]`);
  let leaving = null; // the form that signs out, once somebody pressed it while entries wait

  const mine = async () => (await queue.all()).filter((one) => one.account === account || one.account === null);

  async function show(outcome) {
    const waiting = account ? await mine() : await queue.all();
    for (const count of bar.querySelectorAll("[data-count]")) count.textContent = String(waiting.length);
    const listed = document.getElementById("waiting-list") !== null; // the page that shows them one by one
    part("waits").hidden = !waiting.length || leaving !== null || listed;
    part("leaving").hidden = leaving === null;
    const look = part("look");
    if (outcome?.look) {
      look.querySelector("a").href = outcome.look;
      look.hidden = false;
    }
    part("arrived").hidden = !outcome?.kept.length;
    bar.hidden = [...bar.querySelectorAll("[data-part]")].every((one) => one.hidden);
  }

  async function send() {
    if ((await queue.all()).length) {
      const outcome = await queue.send(places);
      await show(outcome);
      document.dispatchEvent(new CustomEvent("diary:sent", { detail: outcome }));
    } else await show();
  }

  async function leave(forget) {
    if (forget) for (const one of await mine()) if (one.account === account) await queue.remove(one.sent_as);
    await queue.know("account", null);
    leaving.submit();
  }

  document.addEventListener("submit", async (event) => {
    if (!event.target.matches(`form[action="${bar.dataset.leave}"]`) || !account) return;
    event.preventDefault();
    leaving = event.target;
    try {
      if (!(await mine()).length) return await leave(false);
      await show();
      bar.focus();
      bar.scrollIntoView({ block: "center" });
    } catch {
      leaving.submit(); // a browser that keeps nothing has nothing to lose
    }
  });
  bar.addEventListener("click", (event) => {
    const wish = event.target.closest("[data-wish]")?.dataset.wish;
    if (wish === "stay") { leaving = null; show(); }
    if (wish === "send") send();
    if (wish === "leave") leave(false);
    if (wish === "forget") leave(true);
  });

  addEventListener("online", () => send().catch(() => undefined));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send().catch(() => undefined); });
  document.addEventListener("diary:changed", () => show().catch(() => undefined));
  navigator.serviceWorker?.register(bar.dataset.worker, { scope: "/" }).catch(() => undefined);
  navigator.serviceWorker?.addEventListener("message", (event) => {
    if (event.data?.diary) show(event.data.diary).then(() => document.dispatchEvent(new CustomEvent("diary:sent", { detail: event.data.diary })));
  });
  (async () => {
    if (account) await queue.remember(account);
    await send();
  })().catch(() => undefined); // a browser that keeps nothing
})();
