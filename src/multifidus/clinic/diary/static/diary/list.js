// What waits on this phone, one by one. Of the entries of somebody else it says only how many there are.
"use strict";

(() => {
  const list = document.getElementById("waiting-list");
  if (!list || !self.diaryQueue) return;
  const queue = self.diaryQueue;
  const bar = document.getElementById("on-phone");
  const line = document.getElementById("waiting-line").content;
  const words = (name) => document.querySelector(`[data-shown="${name}"]`);
  let account = null;

  function whenOf(entry) {
    const { when, day, time } = entry.fields;
    if (when?.[0] === "other") return [day?.[0], time?.[0]].filter(Boolean).join(" ");
    return new Date(entry.written_at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  }

  function shown(entry) {
    const item = line.cloneNode(true).firstElementChild;
    const worst = entry.fields.worst?.[0];
    item.querySelector("[data-when]").textContent = whenOf(entry);
    item.querySelector("[data-worst]").textContent = worst ?? "";
    item.querySelector("[data-told-worst]").hidden = !worst;
    const why = item.querySelector("[data-why]");
    why.hidden = !entry.why;
    why.append(...(entry.why || []).map((told) => Object.assign(document.createElement("p"), { textContent: told })));
    const again = item.querySelector("[data-again]");
    again.hidden = !entry.why;
    again.setAttribute("href", `${again.getAttribute("href")}#${entry.sent_as}`); // in a template no address is whole
    item.querySelector("[data-ask]").hidden = !account || (entry.sure && entry.account !== null);
    item.addEventListener("click", (event) => pressed(event, entry, item));
    return item;
  }

  async function pressed(event, entry, item) {
    const wish = event.target.closest("[data-wish]")?.dataset.wish;
    if (wish === "mine") await queue.put({ ...entry, account, sure: true });
    if (wish === "not-mine") await queue.put({ ...entry, account: null, sure: false });
    if (wish === "drop") item.querySelector("[data-really]").hidden = false;
    if (wish === "drop") item.querySelector("[data-really] [data-wish=really]").focus();
    if (wish === "really") await queue.remove(entry.sent_as);
    if (wish === "mine") await queue.send({ send: bar.dataset.send });
    if (wish && wish !== "drop") await show();
  }

  async function show() {
    const hello = await queue.greet({ send: bar.dataset.send });
    account = hello.state === "ready" ? hello.account : null;
    const last = (await queue.known("account")) || null;
    const all = await queue.all();
    const here = account || last;
    const mine = all.filter((one) => one.account === null || one.account === here);
    const others = all.length - mine.length;
    list.replaceChildren(...mine.map(shown));
    words("nothing").hidden = all.length > 0;
    words("others").hidden = !others;
    words("others").querySelector("[data-count]").textContent = String(others);
    words("signed_out").hidden = hello.state !== "signed_out" || !all.length;
    words("offline").hidden = hello.state !== "offline" || !all.length;
    words("send").hidden = hello.state !== "ready" || !mine.some((one) => !one.why && one.sure);
    document.dispatchEvent(new Event("diary:changed"));
  }

  words("send").addEventListener("click", async () => {
    await queue.send({ send: bar.dataset.send });
    await show();
  });
  document.addEventListener("diary:sent", () => show());
  show().catch(() => { words("nothing").hidden = false; });
})();
