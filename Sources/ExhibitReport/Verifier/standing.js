// What was decided on the objections that a report has, and whether its claim was taken back.

/** Whether a ruling answers each ground, and its outcome is what its answers make of it. */
function follows(outcome, answers, grounds) {
  const upheld = answers.filter((answer) => answer.get('answer') === 'upheld').length;
  const due = upheld === answers.length ? 'upheld' : upheld > 0 ? 'partly' : 'rejected';
  return outcome === due && answers.map((answer) => answer.get('ground')).join() === grounds.join();
}

const isAgainst = (state) => state === 'upheld' || state === 'partly';

/** As the programs compute it: what was decided against a report stands; else the newest ruling, or the withdrawal before it. */
function stateOf(challenge, entries) {
  const [claim, report] = ['claim', 'report'].map((member) => nameOf(challenge, member));
  const involved = new Set(entries.map((entry) => entry.statement)
    .filter((of) => of.name === claim || of.name === report).map((of) => of.author));
  let state = 'filed';
  for (const { statement: of } of entries) {
    if (nameOf(of, 'challenge') !== challenge.name || isAgainst(state)) continue;
    if (isKind(of, 'withdraw') && of.author === challenge.author) state = 'withdrawn';
    else if (isKind(of, 'acknowledge') && state === 'filed') state = 'acknowledged';
    else if (isKind(of, 'ruling') && state !== 'withdrawn' && !involved.has(of.author) && of.author !== challenge.author
      && follows(of.says('outcome'), of.says('answers'), challenge.says('grounds'))) {
      state = of.says('outcome');
    }
  }
  return state;
}

function checkStanding(verdict, { scope, found }) {
  const count_ = ofKind(scope.ordered, 'challenge').length;
  const retracted = ofKind(scope.ordered, 'retraction').length;
  if (count_ + retracted === 0) return;
  const check = verdict.check('standing');
  check.detail = `objections: ${count_}, retractions: ${retracted}`;
  for (const entry of found.objections) {
    const state = stateOf(entry.statement, scope.ordered);
    if (isAgainst(state)) check.contested(at(entry), `this objection to the claim was decided: ${state.toUpperCase()}`);
  }
  for (const entry of found.retractions) check.contested(at(entry), 'it retracts a report of this claim');
}
