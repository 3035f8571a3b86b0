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

  const how = document.getElementById("sound-how");
  const usual = how.textContent;

  let clip = null;

  // A covered page is silent at once.
  function hush() {
    if (window.speechSynthesis) speechSynthesis.cancel();
    clip?.pause();
  }

  async function play(caption) {
    how.textContent = usual;
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
      // 204 alone says that this line has no sound here; any other refusal is of a line that has gone.
      if (reply.status === 204) how.textContent = `${how.dataset.none} ${caption.dataset.text}`;
      return;
    }
    clip = new Audio(URL.createObjectURL(await reply.blob()));
    clip.volume = loud();
    clip.addEventListener("ended", (event) => URL.revokeObjectURL(event.target.src));
    await clip.play();
  }

  let last = "";
  new MutationObserver(() => {
    // After a pause or a lost connection many come at once: only the newest is played.
    if (document.querySelector("#page .cover")) return hush();
    const newest = [...document.querySelectorAll("[data-sound]")].at(-1);
    if (!newest || newest.dataset.sound === last) return;
    last = newest.dataset.sound;
    if (loud() > 0) play(newest).catch(() => {});
  }).observe(document.getElementById("main"), { childList: true, subtree: true });

  volume.addEventListener("input", () => { if (!loud()) hush(); });
})();
