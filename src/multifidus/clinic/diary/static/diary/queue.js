// Entries that wait on this phone, in a database of the browser. Pages and the worker share this file.
// An entry leaves only after the service has said that it was kept. Words stay in it until then, and nowhere else.
"use strict";

self.diaryQueue = (() => {
  const NAME = "multifidus-diary";
  const PATIENCE_MS = 10_000;
  const AT_ONCE = 20;

  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

  function open() {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("entries", { keyPath: "sent_as" });
      request.result.createObjectStore("phone");
    };
    return asked(request);
  }

  // Runs `work` on one store and comes back when all of it is on disk.
  async function within(store, mode, work) {
    const database = await open();
    try {
      const step = database.transaction(store, mode, mode === "readwrite" ? { durability: "strict" } : undefined);
      const ended = new Promise((done, failed) => {
        step.oncomplete = done;
        step.onabort = () => failed(step.error);
      });
      const found = await asked(work(step.objectStore(store)));
      await ended;
      return found;
    } finally {
      database.close();
    }
  }

  const put = (entry) => within("entries", "readwrite", (store) => store.put(entry));
  const remove = (sentAs) => within("entries", "readwrite", (store) => store.delete(sentAs));
  const known = (what) => within("phone", "readonly", (store) => store.get(what));
  const know = (what, value) => within("phone", "readwrite", (store) => store.put(value, what));
  const all = async () => (await within("entries", "readonly", (store) => store.getAll()))
    .sort((one, other) => one.written_at.localeCompare(other.written_at));

  // Whose phone this is, as far as anybody has signed in: `account` last, `accounts` ever.
  async function remember(account) {
    const accounts = (await known("accounts")) || [];
    if (account && !accounts.includes(account)) await know("accounts", [...accounts, account]);
    if ((await known("account")) !== account) await know("account", account);
  }

  // For whom an entry is kept: sure when the service has just said it, or when nobody else ever used this phone.
  async function owner(said) {
    if (said) return { account: said, sure: true };
    const account = (await known("account")) || null;
    const accounts = (await known("accounts")) || [];
    return { account, sure: account !== null && accounts.length < 2 };
  }

  const at = (places, more) => fetch(places.send, {
    credentials: "same-origin", redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS), ...more,
  });

  // Who may send from here now: {state: "ready", account, token, record}, or why nobody may.
  async function greet(places) {
    let answer;
    try {
      answer = await at(places, {});
    } catch {
      return { state: "offline" };
    }
    if (answer.status === 401 || answer.type === "opaqueredirect") return { state: "signed_out" };
    if (!answer.ok) return { state: "trouble" };
    try {
      return { state: "ready", ...(await answer.json()) };
    } catch {
      return { state: "trouble" };
    }
  }

  async function post(places, hello, entries, watched) {
    const told = entries.map(({ sent_as, written_at, fields }) => ({ sent_as, written_at, fields }));
    const answer = await at(places, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": hello.token },
      body: JSON.stringify({ account: hello.account, sent_at: new Date().toISOString(), watched, entries: told }),
    });
    if (answer.status === 401 || answer.type === "opaqueredirect") return { state: "signed_out" };
    return answer.ok ? { state: "sent", ...(await answer.json()) } : { state: "trouble" };
  }

  // Sends what is surely of whoever is signed in; says what became of it.
  async function sendNow(places, watched) {
    const outcome = { state: "nothing", kept: [], refused: [], look: "" };
    const hello = await greet(places);
    if (hello.state !== "ready") return { ...outcome, state: hello.state };
    await remember(hello.account);
    if (!hello.record) return { ...outcome, state: "no_record" };
    const mine = (await all()).filter((one) => one.account === hello.account && one.sure && !one.why);
    for (let start = 0; start < mine.length; start += AT_ONCE) {
      let told;
      try {
        told = await post(places, hello, mine.slice(start, start + AT_ONCE), watched);
      } catch {
        return { ...outcome, state: "offline" };
      }
      if (told.state !== "sent") return { ...outcome, state: told.state };
      outcome.state = "sent";
      outcome.look = told.look || outcome.look;
      for (const { sent_as, kept, why } of told.entries) {
        if (kept) {
          await remove(sent_as);
          outcome.kept.push(sent_as);
        } else {
          const entry = mine.find((one) => one.sent_as === sent_as);
          if (entry) await put({ ...entry, why });
          outcome.refused.push({ sent_as, why });
        }
      }
    }
    return outcome;
  }

  // One at a time over all windows and the worker; what is sent twice would be kept once all the same.
  // `watched`: somebody is looking at the form, and is told on the next page that it was kept.
  const send = (places, watched = false) => (navigator.locks
    ? navigator.locks.request(`${NAME}-send`, () => sendNow(places, watched)) : sendNow(places, watched));

  return { put, remove, all, known, know, remember, owner, greet, send };
})();
