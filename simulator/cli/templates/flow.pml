{% set model, ltl, timers = modules.steps, modules.ltl, modules.terms.Timer | list %}
{% set rows = steps | map(attribute="rows") | sum(start=()) | map(attribute="id") | unique | list %}
{% set label = ltl.label %}
{% set decided = formulas | selectattr("decided") | map(attribute="name") | list %}
{% set asserted = formulas | rejectattr("forbidden", "equalto", "false") | map(attribute="name") | list %}
/* {{ flow.title }}; profile {{ profile.id }}

   To search every call for one that gets stuck (deadlock) or breaks an assertion; {{ asserted | length }} properties are
   assertions as well{{ ": " if asserted }}{{ asserted | join(", ") }}:

     spin -a flow.pml && cc -DNOCLAIM -o pan pan.c && ./pan

   SPIN decides the {{ formulas | length - decided | length }} ltl formulas below, one property each. To check one, or one of your own that you
   append:

     spin -a flow.pml && cc -o pan pan.c && ./pan -a -N NAME

   All end with "errors: 0", except where a name begins with never_: that something never happens
   which must be possible. There SPIN finds an error, and its trail is the example. To print the trail
   that was found, and to look for a short one (any error that it finds is real):

     spin -t -p flow.pml
     cc -DREACH -o pan pan.c && ./pan -a -i -N NAME

   A call is one process, and each step one transition. The variables from cause on describe the last
   step. There are no clock values: a running timer may fire at any moment. Rows of the flow that need
   other switches than the profile's are left out. spin -DSTATES leaves the last step out of the
   state, so that SPIN (with -DNOCLAIM) counts the states of a call, and one before it. */
{% set numbered = {"line": model.VALUES.line, "incident": model.VALUES.incident, "kind": model.VALUES.kind, "coverage": model.VALUES.coverage, "cause": [none, "begins"] + model.CAUSES | list, "line_row": [none] + rows | list, "outcome": [none] + modules.terms.Outcome | list} %}
{% for field, members in numbered.items() %}
{% for value in members %}
#define {{ label(field, value) }} {{ loop.index0 }}
{% endfor %}
{% endfor %}
{% for field, value in model.BEFORE.items() %}
{{ "bool" if value is boolean else "byte" }} {{ field }} = {{ label(field, value) }};
{% endfor %}
bool over, runs_{{ timers | join(", runs_") }};
byte cause, line_row, incident_row, outcome, was_line, was_incident;
#ifdef STATES
#define did(c, l, i, o) skip
#else
#define did(c, l, i, o) cause = c; line_row = l; incident_row = i; outcome = o; \
    was_line = line; was_incident = incident
#endif
inline check() {
{% for formula in formulas if formula.forbidden != "false" %}
    assert(!{{ formula.forbidden }}); /* {{ formula.name }} */
{% endfor %}
    skip
}
{% macro assigned(values) %}
{% for field, value in values.items() %} {{ field }} = {{ label(field, value) }};{% endfor %}
{% endmacro %}
active proctype call() {
if
{% for given in model.BEGINNINGS %}
:: d_step { did(begins, no_row, no_row, no_outcome);{{ assigned(given) }} }
{% endfor %}
fi;
do
{% for step in steps %}
:: d_step { !over{{ " && runs_" ~ step.cause if step.cause in timers }}
{%- for field, values in step.guard.items() %} && {{ ltl.any_of(field, values) }}{% endfor %} ->
    did({% for field, value in step.labels.items() %}{{ ", " if not loop.first }}{{ label(field, value) }}{% endfor %});{{ assigned(step.sets) }}
{%- for timer, runs in step.timers.items() %} runs_{{ timer }} = {{ label("", runs) }};{% endfor %}
{{ " over = true;" if step.outcome }} check() }
{% endfor %}
/* After its end a call goes on without steps: every run is infinite, as formulas need it. */
:: d_step { over -> did(nothing, no_row, no_row, no_outcome) }
od }
{% for formula in formulas if not formula.decided %}
/* {{ formula.says }} */
ltl {{ formula.name }} { {{ formula.text }} }
{% endfor %}
{% if decided %}
/* SPIN does not decide these: a change of the steps in this file has no effect on them. Decided when
   this file was written: no step of the table does what they forbid.
{% for name in decided %}
     {{ name }}
{% endfor %}
*/
{% endif %}
{% for id, why in unstated.items() %}
/* {{ id }} is not stated: {{ why }}. */
{% endfor %}
{% for claim in measured %}
/* {{ claim.prop.id }} needs clocks: see the format tchecker. */
{% endfor %}
