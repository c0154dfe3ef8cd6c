// What all pages share. No text from outside is ever made markup here.
"use strict";

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf"]');
  if (token && event.detail.verb !== "get") {
    event.detail.headers["X-CSRF-Token"] = token.content;
  }
});

// The evidence of a fact has come: tell where it is, and let the keyboard go there.
document.addEventListener("htmx:afterSwap", (event) => {
  const panel = document.getElementById("evidence");
  if (event.detail.target === panel) {
    panel.focus({ preventScroll: window.innerWidth >= 992 });
  }
});

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
      document.getElementById("evidence").replaceChildren();
      history.replaceState(null, "", close.getAttribute("href"));
    }
  }
});

// The cross closes the evidence without loading the page again; a key is copied where the browser lets it be.
document.addEventListener("click", (event) => {
  const close = event.target.closest("#evidence .close");
  if (close && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    document.getElementById("evidence").replaceChildren();
    history.replaceState(null, "", close.getAttribute("href"));
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
