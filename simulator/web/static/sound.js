// Plays what a seat or a group hears, once its volume is turned up: it starts at nothing, and captions say everything.
//
// A spoken line is said by a British voice of this machine if there is one. A voice of a far-away service is
// never used: nothing that is spoken leaves the machine. Else, and for all other sounds, the program's own is played.
"use strict";

(() => {
  const volume = document.getElementById("volume");
  const loud = () => Number(volume.value) / 10;

  function local() {
    const voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
    return voices.find((each) => each.localService && /^en[-_]GB/i.test(each.lang));
  }

  async function play(caption) {
    const words = /^["\u201c](.*)["\u201d]$/.exec(caption.dataset.text);
    const voice = words && local();
    if (voice) {
      const said = new SpeechSynthesisUtterance(words[1]);
      said.voice = voice;
      said.volume = loud();
      speechSynthesis.speak(said);
      return;
    }
    const token = sessionStorage.getItem("seat");
    const reply = await outside.ask(caption.dataset.sound, { headers: token ? { "X-Seat": token } : {} });
    if (reply.status !== 200) {
      document.getElementById("sound-how").textContent = "no voice on this machine for this: please read it";
      return;
    }
    const clip = new Audio(URL.createObjectURL(await reply.blob()));
    clip.volume = loud();
    clip.addEventListener("ended", () => URL.revokeObjectURL(clip.src));
    await clip.play();
  }

  let last = "";
  new MutationObserver(() => {
    // After a pause or a lost connection many come at once: only the newest is played.
    const newest = [...document.querySelectorAll("[data-sound]")].at(-1);
    if (!newest || newest.dataset.sound === last) return;
    last = newest.dataset.sound;
    if (loud() > 0) play(newest).catch(() => {});
  }).observe(document.getElementById("main"), { childList: true, subtree: true });

  volume.addEventListener("input", () => { if (!loud() && window.speechSynthesis) speechSynthesis.cancel(); });
})();
