// Plays a chart in SCION, in virtual time, for test_exported_chart.py: node scion.js MODULE CHART.
// Each line asked is {"begin": {...}}, {"event": name, "at": ms} or {"until": ms}, and is answered.
const readline = require("readline");
const scxml = require(process.argv[2]);

let now = 0;
let timers = [];

function advance(fires) {
    for (;;) {
        timers.sort((one, other) => one.due - other.due);
        if (!timers.length || !fires(timers[0].due)) return;
        const next = timers.shift();
        now = next.due;
        next.act();
    }
}

function play(chart, asked) {
    if (asked.begin) {
        now = 0;
        chart.gen({ name: "begin", data: asked.begin });
    } else if (asked.event) {
        // An act at the instant of a deadline comes before the timer.
        advance((due) => due < asked.at);
        now = asked.at;
        chart.gen(asked.event);
    } else {
        advance((due) => due <= asked.until);
    }
    const data = chart.getSnapshot()[3];
    return { states: chart.getFullConfiguration(), rows: [data.line_row, data.incident_row] };
}

function serve(chart) {
    global.setTimeout = (act, delay) => {
        const timer = { act, due: now + (delay || 0) };
        timers.push(timer);
        return timer;
    };
    global.clearTimeout = (gone) => {
        timers = timers.filter((timer) => timer !== gone);
    };
    chart.start();
    readline
        .createInterface({ input: process.stdin })
        .on("line", (line) => console.log(JSON.stringify(play(chart, JSON.parse(line)))))
        .on("close", () => process.exit(0));
}

scxml.pathToModel(process.argv[3], (failed, model) => {
    if (failed) throw failed;
    model.prepare((failed, prepared) => {
        if (failed) throw failed;
        serve(new scxml.core.Statechart(prepared, {}));
    });
});
