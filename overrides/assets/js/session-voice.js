/* Sound and speech. Both are off until the reader turns them on; the choice is kept on this device. */

import { read, write } from "./session-kept.js";

const KEY = "clinic-session-voice";
/** Each sound: tones of [hertz, seconds], one after the other. */
const SOUNDS = {
  tick: [[660, 0.08]],
  go: [[880, 0.3]],
  half: [[660, 0.1], [660, 0.1]],
  enough: [[660, 0.15], [990, 0.25]],
  end: [[990, 0.15], [660, 0.15], [990, 0.35]],
  over: [[660, 0.15], [880, 0.25]],
};

const kept = read(KEY);
const choices = { sound: kept?.sound === true, speech: kept?.speech === true };
let audio;

/** What the reader chose: {sound, speech}. */
export const chosen = () => ({ ...choices });

export function choose(name, on) {
  choices[name] = on;
  write(KEY, choices);
  if (name === "speech" && !on) hush();
}

/** Plays a sound. The first one has to follow a touch or a key: browsers want it so. */
export function play(name) {
  if (!choices.sound || !SOUNDS[name] || !globalThis.AudioContext) return;
  audio ??= new AudioContext();
  audio.resume();
  let start = audio.currentTime + 0.02;
  for (const [hertz, seconds] of SOUNDS[name]) {
    tone(hertz, start, seconds);
    start += seconds + 0.05;
  }
}

function tone(hertz, start, seconds) {
  const source = audio.createOscillator();
  const loudness = audio.createGain();
  source.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(0.3, start + 0.01); // Eased in and out: a bare tone clicks.
  loudness.gain.linearRampToValueAtTime(0, start + seconds);
  source.connect(loudness).connect(audio.destination);
  source.start(start);
  source.stop(start + seconds);
}

/** A voice of this device, undefined where it has none. Others send what they say to a server, so we never use them. */
export function ownVoice() {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.find(({ localService, lang }) => localService && lang.startsWith("en-US")) ?? voices.find(({ localService, lang }) => localService && lang.startsWith("en"));
}

/** Tells when the voices of the device are known. */
export function whenVoicesCome(told) {
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", told);
}

export function speak(words) {
  const voice = choices.speech && ownVoice();
  if (!voice) return;
  hush();
  const said = new SpeechSynthesisUtterance(words.replaceAll("–", " to "));
  said.voice = voice;
  said.lang = voice.lang;
  speechSynthesis.speak(said);
}

export function hush() {
  globalThis.speechSynthesis?.cancel();
}
