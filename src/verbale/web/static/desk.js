// What all pages share. No text from outside is ever made markup here.
"use strict";

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf"]');
  if (token && event.detail.verb !== "get") {
    event.detail.headers["X-CSRF-Token"] = token.content;
  }
});

// The evidence of a fact has come: let the keyboard go there, and know the way back.
let opener = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  const panel = document.getElementById("evidence");
  if (event.detail.target === panel && !panel.contains(event.detail.elt)) {
    opener = event.detail.elt;
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  const panel = document.getElementById("evidence");
  if (event.detail.target === panel) {
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
    if (window.innerWidth < 992) panel.scrollIntoView();
  }
});

// It is closed without loading the page again; the keyboard goes back to where it was opened.
function closeEvidence(close) {
  const shown = document.querySelector("#evidence [data-of]");
  const key = shown ? CSS.escape(shown.dataset.of) : "";
  document.getElementById("evidence").replaceChildren();
  history.replaceState(null, "", close.getAttribute("href"));
  const before = opener && opener.isConnected ? opener : document.querySelector(`main [data-fact="${key}"]`);
  (before || document.getElementById("main")).focus();
  opener = null;
}

// What could not be sent is told: nobody shall take silence for success.
function tellSilence(silent) {
  document.getElementById("silent").hidden = !silent;
}
document.addEventListener("htmx:sendError", () => tellSilence(true));
document.addEventListener("htmx:timeout", () => tellSilence(true));
document.addEventListener("htmx:afterOnLoad", () => tellSilence(false));

// An error page is shown where the part would have stood.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// Escape closes the evidence, as its cross does.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.target.closest("input, textarea, select")) {
    const close = document.querySelector("#evidence .close");
    if (close) {
      event.preventDefault();
      closeEvidence(close);
    }
  }
});

// So does the cross; a key is copied where the browser lets it be.
document.addEventListener("click", (event) => {
  const close = event.target.closest("#evidence .close");
  if (close && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    closeEvidence(close);
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    navigator.clipboard.writeText(copy.dataset.copy);
  }
});

function offerCopies() {
  if (navigator.clipboard) {
    document.querySelectorAll("[data-copy][hidden]").forEach((button) => button.removeAttribute("hidden"));
  }
}
offerCopies();
document.addEventListener("htmx:afterSettle", offerCopies);

// What is wider than its frame fades out where it goes on; the frame is scrolled by keys, fingers and wheels.
function showEdges(frame) {
  const beyond = frame.scrollWidth - frame.clientWidth;
  frame.classList.toggle("goes-on", beyond > 1 && frame.scrollLeft < beyond - 1);
}
const edges = new ResizeObserver((entries) => entries.forEach((entry) => showEdges(entry.target)));
function watchEdges() {
  document.querySelectorAll(".scroll").forEach((frame) => edges.observe(frame));
}
document.addEventListener("scroll", (event) => {
  if (event.target instanceof Element && event.target.matches(".scroll")) showEdges(event.target);
}, { capture: true, passive: true });
watchEdges();
document.addEventListener("htmx:afterSettle", watchEdges);

// On a small screen filters that nobody has used take no room.
if (window.matchMedia("(max-width: 48rem)").matches && !location.search) {
  document.querySelectorAll("details.asks").forEach((asks) => asks.removeAttribute("open"));
}
