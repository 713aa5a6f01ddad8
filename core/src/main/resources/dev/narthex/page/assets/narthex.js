"use strict";
// Comforts only: every page works without this script.

for (const button of document.querySelectorAll("[data-reveals]")) {
  const field = document.getElementById(button.dataset.reveals);
  const reveal = (shown) => {
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", shown);
  };
  button.hidden = false;
  button.addEventListener("click", () => reveal(field.type === "password"));
  // Browsers remember what was typed into a text field.
  field.form.addEventListener("submit", () => reveal(false));
}

for (const hint of document.querySelectorAll("[data-caps-lock-of]")) {
  const field = document.getElementById(hint.dataset.capsLockOf);
  const tell = (on) => {
    const text = on ? hint.dataset.text : "";
    if (hint.textContent !== text) hint.textContent = text;
  };
  for (const type of ["keydown", "keyup", "mousedown"]) {
    // Autofill sends key events without a keyboard.
    field.addEventListener(type, (event) => event.getModifierState && tell(event.getModifierState("CapsLock")));
  }
  field.addEventListener("blur", () => tell(false));
}

for (const form of document.forms) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
    setTimeout(() => (sent = false), 3000);
  });
  // The back button brings the page back as it was left.
  addEventListener("pageshow", () => (sent = false));
}

// For browsers that know autofocus on fields only.
setTimeout(() => {
  if (!document.querySelector(":focus")) document.querySelector("[autofocus]")?.focus();
}, 100);
