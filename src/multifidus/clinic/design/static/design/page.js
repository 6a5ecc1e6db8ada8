// Pages work without this. When htmx is at work and an answer fails or never comes, somebody has to say so.
"use strict";

function tell(kind) {
  const words = document.getElementById(kind);
  if (!words) return;
  words.hidden = false;
  words.focus();
}

document.addEventListener("htmx:responseError", () => tell("answer-failed"));
document.addEventListener("htmx:sendError", () => tell("answer-missing"));
document.addEventListener("htmx:timeout", () => tell("answer-missing"));
document.addEventListener("htmx:beforeRequest", () => {
  for (const words of document.querySelectorAll("[data-answer-trouble]")) words.hidden = true;
});
document.addEventListener("htmx:afterSwap", (event) => {
  const trouble = event.detail.target.querySelector("[autofocus]"); // an error summary that came with the answer
  if (trouble) trouble.focus();
});
