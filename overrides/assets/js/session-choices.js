/* The two switches for sound and speech. */

import { h } from "./plan-parts.js";
import { choose, chosen, ownVoice, play, speak, whenVoicesCome } from "./session-voice.js";

/** Switches that show and keep the reader's choice. */
export function voiceChoices() {
  const note = h("p", { className: "session-note" });
  const sound = choice("Sounds for the timer", "sound", () => play("over"));
  const speech = choice("Speak the next step", "speech", () => speak("Speech is on."));
  const box = speech.querySelector("input");
  const reflect = () => {
    box.disabled = !ownVoice();
    note.textContent = box.disabled ? "This browser has no English voice of its own." : "";
    note.hidden = !box.disabled;
  };
  whenVoicesCome(reflect);
  reflect();
  return h("fieldset", { className: "session-choices" }, h("legend", {}, "Sound and speech"), sound, speech, note);
}

function choice(words, name, tried) {
  const box = h("input", { type: "checkbox", checked: chosen()[name], onchange: () => {
    choose(name, box.checked);
    if (box.checked) tried();
  } });
  return h("label", {}, box, words);
}
