// What was decided on the objections that a report has, and whether its claim was taken back.

/** As the programs compute it: the newest ruling that counts, unless whoever objected had withdrawn before. */
function stateOf(challenge, entries) {
  const [claim, report] = ['claim', 'report'].map((member) => nameOf(challenge, member));
  const involved = new Set(entries.map((entry) => entry.statement)
    .filter((of) => of.name === claim || of.name === report).map((of) => of.author));
  let state = 'filed';
  for (const { statement: of } of entries) {
    if (nameOf(of, 'challenge') !== challenge.name) continue;
    if (isKind(of, 'withdraw') && of.author === challenge.author) state = 'withdrawn';
    else if (isKind(of, 'acknowledge') && state === 'filed') state = 'acknowledged';
    else if (isKind(of, 'ruling') && state !== 'withdrawn' && !involved.has(of.author) && of.author !== challenge.author
      && of.body.get('answers').map((answer) => answer.get('ground')).join() === challenge.body.get('grounds').join()) {
      state = of.body.get('outcome');
    }
  }
  return state;
}

function checkStanding(verdict, { claim, scope }) {
  const entries = [...scope.entries.values()].sort(byPosition);
  const objections = entries.filter((entry) => isKind(entry.statement, 'challenge'));
  const retractions = entries.filter((entry) => isKind(entry.statement, 'retraction'));
  if (objections.length === 0 && retractions.length === 0) return;
  const check = verdict.check('standing', title.standing);
  check.detail = `${objections.length} objections, ${retractions.length} retractions`;
  const isOwn = (entry) => nameOf(entry.statement, 'claim') === claim.statement.name;
  for (const entry of objections.filter(isOwn)) {
    const state = stateOf(entry.statement, entries);
    if (!['upheld', 'partly'].includes(state)) continue;
    check.fail('contested', `entry ${entry.position}`, `this objection to the claim was decided: ${state.toUpperCase()}`);
  }
  for (const entry of retractions.filter(isOwn)) check.fail('contested', `entry ${entry.position}`, 'it retracts a report of this claim');
}
