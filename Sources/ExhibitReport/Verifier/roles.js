// Which key held which role at which position, from the ledger's own `ledger` and `key` entries.

class KeyHistory {
  /** From entry 0, whose signature was checked. Throws Malformed. */
  constructor(genesis) {
    if (!isKind(genesis, 'ledger')) throw new Malformed('ledger: entry 0 is not of the kind ledger');
    const [ledgerKey, checkpointKey, recoveryKey] = ['ledger_key', 'checkpoint_key', 'recovery_key']
      .map((member) => (parseName(genesis.body.get(member)) || {}).hex);
    if (genesis.author !== ledgerKey) throw new Malformed('ledger: entry 0 is not signed by the key that it names');
    if (ledgerKey === checkpointKey) throw new Malformed('ledger: its checkpoint key would sign entries too');
    this.ledger = genesis.id;
    this.recoveryKey = recoveryKey;
    this.grants = [
      { key: ledgerKey, role: 'ledger', from: 0, until: Infinity, since: Infinity },
      { key: checkpointKey, role: 'checkpoint', from: 0, until: Infinity, since: Infinity },
    ];
  }

  /** A role holds from the position after its grant up to that of its revocation. */
  grantsAt(key, role, position) {
    return this.grants.filter((grant) => grant.key === key && grant.role === role
      && grant.from < position && position <= grant.until);
  }

  holds(key, role, position) {
    return this.grantsAt(key, role, position).length > 0;
  }

  everHeld(key, role) {
    return this.grants.some((grant) => grant.key === key && grant.role === role);
  }

  keysOf(role, position) {
    return [...new Set(this.grants.map((grant) => grant.key))].filter((key) => this.holds(key, role, position)).sort();
  }

  /** From which position on a key may have been in other hands when it signed at a position; null where nobody doubts it. */
  doubt(key, role, position) {
    const found = this.grantsAt(key, role, position).map((grant) => grant.since).find((since) => since <= position);
    return found === undefined ? null : found;
  }

  /** Why an entry counts for nothing; null where its author held the role that its kind asks for. */
  async reasonVoid(of, position) {
    if (position === 0) return of.id === this.ledger ? null : 'another ledger’s entry 0';
    if (of.ledger !== this.ledger) return 'written for another ledger';
    if (this.holds(of.author, 'checkpoint', position)) return 'its author’s key signs only checkpoints';
    if (!of.kind || !of.kind.role) return null;
    if (of.kind.name === 'key') return this.reasonVoidKey(of, position);
    return this.holds(of.author, of.kind.role, position) ? null : `its author’s key does not hold the role ${of.kind.role}`;
  }

  async reasonVoidKey(of, position) {
    const role = of.body.get('role');
    const replaces = of.author === this.recoveryKey && (role === 'ledger' || role === 'checkpoint');
    if (!this.holds(of.author, 'ledger', position) && !replaces) return 'its author’s key may not grant roles';
    if (of.body.get('action') !== 'grant') {
      return (of.body.get('since') || 0) <= position ? null : 'it says since when a key is doubted, and names a later entry than itself';
    }
    const key = parseName(of.body.get('key')).hex;
    const acceptance = of.body.get('acceptance');
    const message = join(utf8('exhibit/key-accept/v1\0'), hexBytes(this.ledger, 32), hexBytes(key, 32));
    const isAccepted = acceptance && (await isSigned(base64Bytes(utf8(acceptance)), message, key));
    return isAccepted ? null : 'the new key did not accept the role';
  }

  /** Takes note of a signed `key` entry that is not void. They must come in order of position. */
  apply(of, position) {
    const [key, role] = [parseName(of.body.get('key')).hex, of.body.get('role')];
    if (of.body.get('action') === 'grant') {
      this.grants.push({ key, role, from: position, until: Infinity, since: Infinity });
      return;
    }
    const since = of.body.get('since');
    for (const grant of this.grants.filter((each) => each.key === key && each.role === role)) {
      grant.until = Math.min(grant.until, position);
      if (since !== undefined) grant.since = Math.min(grant.since, since);
    }
  }
}
