// The interview works without this. With it the next screen comes without a whole page, and takes the focus.
"use strict";

document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.detail.target || event.detail.target.id !== "main") return;
  const trouble = document.querySelector("#main [autofocus]");
  const heading = document.querySelector("#main h1");
  (trouble ?? heading)?.focus(); // who hears the page hears the new question
});
// What was answered is nobody's business once the page is left and shown again from the browser's own memory.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
