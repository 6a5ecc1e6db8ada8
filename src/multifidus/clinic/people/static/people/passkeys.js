// Shows what passkeys need once the browser has them, and says in words what went wrong with one.
// allauth's own scripts (mfa/js/webauthn.js) talk to the browser; a page tells them what to do in data blocks.
(() => {
  const numbers = /^[0-9.]+$|^\[/; // a passkey belongs to a name, never to an address of numbers
  const works = "PublicKeyCredential" in window && window.isSecureContext && !numbers.test(location.hostname);
  const reasons = { NotAllowedError: "stopped", AbortError: "stopped", InvalidStateError: "known", SecurityError: "address" };

  function say(why) {
    const trouble = document.querySelector("[data-passkey-trouble]");
    if (!trouble) return;
    for (const line of trouble.querySelectorAll("[data-passkey-why]")) line.hidden = line.dataset.passkeyWhy !== why;
    trouble.hidden = false;
    trouble.focus();
  }

  for (const part of document.querySelectorAll("[data-passkey-part]")) part.hidden = !works;
  if (!works && document.querySelector("#mfa_webauthn_add")) say("address");

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    say(reasons[event.detail.exception && event.detail.exception.name] || "other");
  });
})();
