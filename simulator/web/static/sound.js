// Plays what a seat hears, once its volume is turned up: it starts at nothing, and captions say everything.
//
// A spoken line is said by a British voice of this machine if there is one. A voice of a far-away service is
// never used: nothing that is spoken leaves the machine. Else, and for all other sounds, the program's own is played.
"use strict";

(() => {
  const volume = document.getElementById("volume");
  const captions = document.getElementById("captions");
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
    const reply = await fetch(`/api/sound/${caption.value}`, { headers: { "X-Seat": sessionStorage.getItem("seat") } });
    if (reply.status !== 200) return;
    const clip = new Audio(URL.createObjectURL(await reply.blob()));
    clip.volume = loud();
    clip.addEventListener("ended", () => URL.revokeObjectURL(clip.src));
    await clip.play();
  }

  new MutationObserver((changes) => {
    const added = changes.flatMap((each) => [...each.addedNodes]).filter((each) => each.dataset && each.dataset.text);
    // After a pause or a lost connection many come at once: only the newest is played.
    if (loud() > 0 && added.length) play(added.at(-1)).catch(() => {});
  }).observe(captions, { childList: true });

  volume.addEventListener("input", () => { if (!loud() && window.speechSynthesis) speechSynthesis.cancel(); });
})();
