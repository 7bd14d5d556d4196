// Every page works without this file.
"use strict";

// Forms that opt in ask before unsaved words go.
const unsaved = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) unsaved.add(form);
});
document.addEventListener("submit", (event) => unsaved.delete(event.target));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) unsaved.delete(event.target);
});
// Also show why nothing was saved.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.isError && event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
});
// The reader's own clock.
document.addEventListener("htmx:afterSettle", () => {
  for (const moment of document.querySelectorAll("time[data-clock]")) {
    const clock = { hour: "2-digit", minute: "2-digit" };
    moment.textContent = new Date(moment.dateTime).toLocaleTimeString(document.documentElement.lang, clock);
  }
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});

// Errors are read first.
const errors = document.querySelector(".errors");
if (errors) errors.focus();
