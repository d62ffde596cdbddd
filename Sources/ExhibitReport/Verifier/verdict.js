// A verdict is a value: failing to verify is an answer, and everything that is wrong is said.

/** Codes as the programs' exit codes, the worst first. */
const codes = { tampered: 2, couldNotJudge: 1, contested: 5, incomplete: 3, holds: 0 };
const worstFirst = [2, 1, 5, 3];

class Verdict {
  constructor() {
    this.checks = [];
    this.notChecked = [];
    this.summary = {};
  }

  /** `fail(severity, object, message)` adds a finding to a check. */
  check(id, title) {
    const check = { id, title, detail: '', findings: [], unlisted: 0 };
    check.fail = (severity, object, message) => {
      if (check.findings.length < 1000) check.findings.push({ code: codes[severity], object, message });
      else check.unlisted += 1;
    };
    this.checks.push(check);
    return check;
  }

  get code() {
    const found = new Set(this.checks.flatMap((check) => check.findings.map((finding) => finding.code)));
    return worstFirst.find((code) => found.has(code)) || 0;
  }
}

const title = {
  form: 'the file is a report, in exactly one spelling',
  leaves: 'every entry’s bytes are one well-formed statement',
  signatures: 'every entry is signed by the key that it names',
  roles: 'every entry was written under a key that held its role',
  checkpoint: 'the ledger’s checkpoint key signed the whole record',
  trust: 'the ledger is the one whose fingerprint you gave',
  inclusion: 'every entry stands at its place in the signed record',
  lists: 'the signed index commits to each list of entries, whole',
  bridge: 'the ledger’s later record begins with this one',
  keys: 'no key was in doubt when it signed these entries',
  verifierKey: 'the verifier key that you gave is one of this ledger',
  completeness: 'every list that this report needs is there, and every reference resolves',
  disclosures: 'every disclosed value and picture is the one that was committed to',
  anchors: 'every timestamp stands over a record that this one goes on from',
  runs: 'every run was closed once, with all of its steps in order',
  bounds: 'no claim says more than every claim of its kind may',
  standing: 'nothing that is recorded here takes the claim back',
  erased: 'nothing that this report rests on was erased',
  page: 'the page is the one that the publisher signed',
};

const notChecked = {
  words: 'whether the words and numbers on the page follow from the record, and every value that they follow from is still in the file: exhibit-verify computes them again and compares every byte',
  claim: 'whether the record supports what is claimed, by the published rules: exhibit-verify does that too',
  replay: 'whether the model gives the same result when it is run again',
  elsewhere: 'whether the publisher keeps another ledger, an altered copy, or runs that were never recorded',
  index: 'whether the index was computed rightly: an audit of the whole ledger does that',
  standing: 'whether a later objection or retraction exists: this report does not carry what happened after it',
  age: 'whether it is too old for what it says, or its model was withdrawn since: an identification counts for a year at most, and exhibit-verify says when that is over',
  truth: 'whether the scene or the identification is true',
  bridge: 'whether a key that signed here was revoked later: a bridge file from the publisher shows that',
};
