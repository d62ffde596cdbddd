// What was destroyed, and says so. What was signed of it holds; nobody can run it again, so it says at most that there was a lead.

function checkErased(verdict, { claim: { position, statement: own }, scope }) {
  const erasures = ofKind(scope.ordered, 'erasure');
  if (erasures.length === 0) return;
  const check = verdict.check('erased');
  const [shown, opened, closed] = ['evidence', 'run', 'closed'].map((member) => scope.lookup.entry(nameOf(own, member)));
  const names = [shown && nameOf(shown.statement, 'artifact'), closed && nameOf(closed.statement, 'candidates'),
    ...(opened ? roleAndName(opened.statement, 'inputs').map((input) => input.name) : []), ...own.says('named')];
  for (const name_ of new Set(names)) {
    const by = erasures.find((entry) => entry.statement.says('artifacts').includes(name_));
    if (by) check.incomplete(name_, `ERASED by ${at(by)} (${by.statement.says('reason')}): its run cannot be repeated, and gives at most a LEAD`);
  }
  // What else it rests on stands on no list of a report; that of its run and its claim does.
  const rests = (entry) => entry.statement.says('affected').some((each) => each === own.name || each === nameOf(own, 'run'));
  const by = check.findings.length === 0 && erasures.find(rests);
  if (by) check.incomplete(at(by), 'ERASED is what its run rests on: it cannot be repeated, and gives at most a LEAD');
  if (check.findings.length > 0 && own.says('status') === 'IDENTIFICATION') {
    check.contested(`entry ${position}`, 'without what was erased it is at most a LEAD');
  }
}
