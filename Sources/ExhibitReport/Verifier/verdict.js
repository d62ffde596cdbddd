// A verdict is a value: failing to verify is an answer, and everything that is wrong is said.

/** Codes as the programs' exit codes, the worst first. */
const codes = { tampered: 2, couldNotJudge: 1, contested: 5, incomplete: 3 };
const worstFirst = [2, 1, 5, 3];
const worstOf = (checks) => worstFirst.find((code) => checks.some((check) => check.findings.some((finding) => finding.code === code)));

class Verdict {
  constructor() {
    this.checks = [];
    this.notChecked = [...neverChecked];
    this.summary = {};
    /** Objections that were given beside the report. */
    this.heard = [];
  }

  /** Its methods add a finding to a check: what it is about, and what is wrong with it. */
  check(id) {
    const check = { id, detail: '', findings: [], unlisted: 0 };
    const failing = (code) => (object, message) => {
      if (check.findings.length < 1000) check.findings.push({ code, object, message });
      else check.unlisted += 1;
    };
    check.tampered = failing(codes.tampered);
    check.couldNotJudge = failing(codes.couldNotJudge);
    check.contested = failing(codes.contested);
    check.incomplete = failing(codes.incomplete);
    this.checks.push(check);
    return check;
  }

  /** What a claim rests on this page does not compute again, so that for it something is always open. */
  get code() {
    return worstOf(this.checks) || codes.incomplete;
  }
}

const at = (entry) => `entry ${entry.position}`;
const listOf = (name_) => `the list of ${name_}`;

/** By the name of the check; quoted, because they are looked up by it. */
const titles = {
  'form': 'it has the form of a report, in one spelling',
  'leaves': 'every entry is one well-formed statement',
  'signatures': 'every entry is signed by the key it names',
  'roles': 'every entry’s key held its role',
  'checkpoint': 'the ledger’s checkpoint key signed the record',
  'trust': 'the ledger is the one whose fingerprint you gave',
  'inclusion': 'every entry stands at its place in the record',
  'lists': 'the signed index commits to each list, whole',
  'bridge': 'the ledger’s later record begins with this one',
  'keys': 'no key was in doubt when it signed these entries',
  'verifier key': 'the verifier key that you gave is one of this ledger',
  'completeness': 'every list and reference that it needs is there',
  'disclosures': 'every disclosed value is what was committed to',
  'anchors': 'every timestamp stands over a record that this one goes on from',
  'runs': 'every run was closed once, its steps in order',
  'bounds': 'no claim says more than every claim of its kind may',
  'standing': 'nothing recorded here takes the claim back',
  'erased': 'nothing that this report rests on was erased',
  'state': 'nothing recorded is against it; its standing is not over',
  'standing file': 'the standing that you gave is of this report',
  'challenges': 'no objection that you gave is proven by a program',
  'receipt': 'the objection of the receipt is where the lists say',
  'unread': 'every file can be read here',
  'page': 'the page is the one that the publisher signed',
  'disclosed': 'nothing was taken out of what it disclosed',
  'other report': 'each other report given is a later one of this claim',
};

/** What this page never looks at. */
const neverChecked = [
  'whether words and numbers on the page follow from the record: exhibit-verify tells',
  'whether the record supports what is claimed, by the published rules',
  'whether the model gives the same result when it is run again',
  'whether the publisher keeps another ledger, an altered copy, or unrecorded runs',
  'whether the index was computed rightly: an audit tells',
  'whether anything was recorded against it later: a newer standing shows it',
  'whether it is too old for what it says, or its model withdrawn',
  'whether the scene or the identification is true',
];
const notRead = 'whether words and pictures on this page are those that were signed: no page can read its own file';
const noBridge = 'whether a key that signed here was revoked later: a bridge shows it';
