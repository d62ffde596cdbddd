// The kinds of statements, who may sign each, and the closed schema of its body: Schemas/kinds.

const most = Number.MAX_SAFE_INTEGER;
const count = integer(0, most);
const digest = hex(32);
const prose = slot(text(4096));
const line = slot(text(512));
const privateCount = slot(count);
const identifier = text(128);
const named = members({ 'name': identifier, 'version': identifier });
const statement = name('statement');
const sealed = name('sealed');
const open = name('sha256');
const keyName = name('ed25519');
const anyRole = word('ledger|checkpoint|operator|reviewer|standing');
const taint = word('T0|T1|T2|T3|T4|T5');
const about = word('picture|thing|person');
const parameters = list(members({ 'name': identifier, value: text(512) }), 64);
const environment = list(members({ 'name': identifier, value: text(256) }), 32);
const stepArtifact = members({ 'role': identifier, artifact: name('sha256', 'sealed') });
const perhapsDecimal = nullable(decimal(15));
const difference = nullable(decimal(9));
const modelFiles = list(members({ path: text(512), 'role': identifier, size: count, artifact: open }), 64, 1);
const modelScore = members({ 'name': identifier, better: word('higher|lower'), minimum: decimal(0), maximum: decimal(0) });
const items = slot(list(text(1024), 16));

/** Those with a point before them are C2PA's actions. */
const markWords = `digitalCapture negativeFilm positiveFilm computationalCapture multiFrameComputationalCapture print screenCapture
minorHumanEdits humanEdits algorithmicallyEnhanced trainedAlgorithmicMedia trainedAlgorithmicData
compositeWithTrainedAlgorithmicMedia compositeSynthetic algorithmicMedia virtualRecording virtualEvent softwareImage
composite compositeCapture digitalCreation digitalArt dataDrivenMedia empty .created .opened .converted .resized
.resized.proportional .cropped .published .orientation .repackaged .transcoded .edited.metadata .enhanced .filtered
.edited .adjustedColor .color_adjustments .unknown .removed .deleted .redacted .watermarked .watermarked.bound
.watermarked.unbound .drawing .addedText .placed unreadable`
  .replace(/\s+/g, '|').replace(/\|\./g, '|c2pa.');
const markClass = word('T3|T4|T5');
const mark = members({
  carrier: word('C2PA action|C2PA digital source type|C2PA manifest store|XMP digital source type|XMP statement about an AI system|XMP provenance link|XMP|IPTC-IIM|file'),
  'says': word(`${markWords}|another word`),
  class: nullable(markClass),
});

const evidence = {
  artifact: sealed, media_type: identifier, outcome: word('decoded|damaged|undecodable|kept|empty'),
  warnings: list(text(256), 32), coefficients: nullable(sealed), pixels: nullable(sealed),
  decoder: nullable(members({ 'name': identifier, settings: identifier, colour: identifier })),
  origin: word('unknown|stated'), sha256: slot(digest), size: privateCount,
  dimensions: slot(members({ width: count, height: count, orientation: integer(1, 8) })),
  pdq: slot(members({ hash: digest, quality: count, unstable: count })), file_name: prose,
  exif: slot(list(members({ tag: text(64), value: text(512) }), 64)), source: prose,
  source_url: prose, obtained_at: slot(text(128)), obtained_by: line, note: prose,
  origin_basis: prose, recorded: privateCount,
};
const opening = (tolerance) => ({
  model: statement, galleries: list(statement, 16),
  inputs: list(members({ 'role': identifier, artifact: sealed, evidence: statement }), 16, 1), about, parameters, tolerance,
  program: named, environment, started: privateCount,
});
const claim = {
  run: statement, closed: statement, evidence: statement, policy: open, about,
  'status': word('IDENTIFICATION|LEAD|INCONCLUSIVE|EXCLUSION|REFUSED'),
  ceiling: word('IDENTIFICATION|LEAD|REFUSED'), reasons: list(identifier, 32, 1), taint, 'named': list(sealed, 64),
  facts: list(members({ relation: word('same_file|same_coefficients|same_pixels'), artifact: sealed }), 192),
};
const comparison = {
  cell: identifier, searched: count, false_match_rate: perhapsDecimal, coincidences: perhapsDecimal,
  log_ratio: perhapsDecimal, cap: word('none|densities|count|invariance'),
  runner_up: perhapsDecimal, even_posterior: perhapsDecimal,
  searched_posterior: perhapsDecimal, population_posterior: perhapsDecimal,
  declared_posterior: perhapsDecimal,
};
const weight = members({
  ...comparison, tested: count, false_positive_rate: perhapsDecimal, direct_coincidences: perhapsDecimal,
});

const weighedClaim = {
  ...claim, calibration: nullable(statement), population: nullable(integer(2, most)), prior: perhapsDecimal,
  asked: word('before|after|not stated'), corroboration: count, contrary: count, weight: nullable(weight),
  question: slot(text(1024)), proposition: slot(text(1024)), alternative: slot(text(1024)), prior_reason: slot(text(1024)),
  corroboration_items: items, contrary_items: items,
};

const scoredClaim = { ...weighedClaim, weight: nullable(members({ ...comparison, tested_pairs: count })) };
const perhapsCount = nullable(count);
const unitedWeight = members({
  ...comparison, tested: perhapsCount, tested_pairs: perhapsCount, false_positive_rate: perhapsDecimal,
  direct_coincidences: perhapsDecimal,
});
const subject_class = word('thing|document naming persons|protected person');
const publication = {
  'claim': statement, evidence: statement, index: statement, page: open, template: open, view: open, made: privateCount,
};

const kinds = new Map();
/** @param role null where anyone may sign with a key of their own. */
function defineKinds(role, bodies) {
  for (const [type, body] of Object.entries(bodies)) {
    const [name_, version] = type.split(':v');
    const slots = Object.keys(body).filter((member) => body[member].inner);
    kinds.set(`urn:exhibit:${type}`, { name: name_, version: Number(version), role, body, slots, fits: members(body) });
  }
}

defineKinds('ledger', {
  'ledger:v1': {
    suite: word('exhibit-1'), ledger_key: keyName, checkpoint_key: keyName, recovery_key: nullable(keyName),
    'publisher': text(512), 'contact': text(512),
    predecessor: nullable(members({ 'ledger': statement, 'head': members({ root: digest, size: count }), reason: text(512) })),
  },
  'key:v1': {
    action: word('grant|revoke'), key: keyName, 'role': anyRole, acceptance: nullable(base64(64)), holder: line,
    reason: prose,
  },
  'key:v2': {
    action: word('revoke'), key: keyName, 'role': anyRole, 'since': count, reason: prose,
  },
  'index:v1': {
    'covers': count, keys: count, root: digest,
    previous: nullable(members({ 'covers': count, root: digest, 'statement': statement })),
  },
  'report:v1': publication,
  'report:v2': { ...publication, supersedes: statement },
  'anchor:v1': {
    'checkpoint': members({ root: digest, size: integer(1, most) }), note: open, token: open, gen_time: moment,
    policy: text(128), serial: text(64), authority: text(512), 'position': count, 'consistency': list(digest, 63),
  },
  'acknowledge:v1': { challenge: statement },
  'retraction:v1': {
    'report': statement, 'claim': statement, challenge: nullable(statement),
    cause: word('objection|evidence|method|person|other'), reasons: prose, recorded: privateCount,
  },
  'erasure:v1': {
    'artifacts': list(sealed, 64), 'slots': list(members({ 'statement': statement, path: text(128) }), 64),
    affected: list(statement, 64), reason: word('data-subject-request|court-order|rights-of-others|retention|mistake'), approver: line, recorded: privateCount,
  },
});
defineKinds('operator', {
  'evidence:v1': evidence,
  'evidence:v2': { ...evidence, marked: nullable(markClass), marks: slot(list(mark, 32)) },
  'gallery:v1': {
    manifest: sealed, hashes: sealed, operation: named, members: count, compared: count, label: line,
    note: prose, recorded: privateCount,
  },
  'model:v1': {
    'name': identifier, 'version': identifier, manifest: open, files: modelFiles, runner: identifier, generates_pixels: boolean,
    score: modelScore, conditions: text(4096),
  },
  'model:v2': {
    'name': identifier, 'version': identifier, manifest: open, files: modelFiles, runner: word('exhibit-runner-v1|built in'),
    program: named, generates_pixels: boolean, nondeterminism: list(text(256), 16), score: modelScore,
    match: nullable(decimal(6)), conditions: text(4096), command: slot(list(text(1024), 64, 1)), recorded: privateCount,
  },
  'model.withdrawn:v1': { model: statement, reason: text(4096) },
  'measurement:v1': {
    model: statement, program: named, engine: members({ 'name': identifier, 'version': identifier, build: text(256) }),
    'pictures': list(sealed, 16, 1),
    settings: list(members({ threads: count, level: identifier, completed: count, failed: count }), 64, 1),
    largest_difference: difference, ranking_changed: boolean, floor: decimal(9), epsilon: difference, scores: sealed,
    environment: sealed, evidence: slot(list(text(128), 16)), recorded: privateCount,
  },
  'policy:v1': {
    policy: open, replaces: nullable(statement), topic: open, reason: prose, recorded: privateCount,
  },
  'run.opened:v1': opening(word('R0')),
  'run.opened:v2': opening(members({
    class: word('R0|R1'), epsilon: difference, measurement: nullable(statement),
  })),
  'step:v1': {
    run: statement, number: count, operation: named, inputs: list(stepArtifact, 64, 1), outputs: list(stepArtifact, 64),
    parameters, taint,
    geometry: slot(members({ map: list(integer(-most, most), 8, 8), width: count, height: count, source_width: count, source_height: count })),
    warnings: list(text(256), 32), started: privateCount, ended: privateCount,
  },
  'run.closed:v1': {
    run: statement, steps: list(statement, 128), outcome: word('completed|failed'), candidates: nullable(sealed),
    reason: prose, ended: privateCount,
  },
  'claim:v1': claim,
  'claim:v2': weighedClaim,
  'claim:v3': scoredClaim,
  'claim:v4': { ...weighedClaim, subject_class },
  'claim:v5': { ...scoredClaim, subject_class },
  'claim:v6': { ...weighedClaim, weight: nullable(unitedWeight), subject_class },
  'calibration:v1': {
    model: statement, topic: open, protocol: open, galleries: list(statement, 1), sources: count, left_out: count,
    cells: list(members({ 'name': identifier, same_source: count, different_source: count }), 64, 1), scores: sealed,
    'findings': sealed, program: named, environment, conditions: prose, recorded: privateCount,
  },
});
defineKinds(null, {
  'replay:v1': {
    'ledger': digest, run: digest, 'claim': nullable(digest), 'report': nullable(digest), here: list(statement, 3),
    class: word('R0|R1|R2|R3|RX'), tolerance: members({ class: word('R0|R1'), epsilon: difference }),
    largest_difference: difference,
    steps: list(members({
      number: count, operation: identifier, outcome: word('same|within tolerance|differs|not attempted'),
    }), 128),
    missing: count, recorded_conditions: boolean, program: named, details: sealed, recorded: privateCount,
  },
  'challenge:v1': {
    'report': statement, page: open, 'claim': statement, 'runs': list(statement, 64, 1), evidence: list(statement, 64, 1),
    'grounds': list(word('C1|C2|C3|C4|C5|C6|C7|C8|C9'), 9, 1),
    'remedies': list(word('retract|correct|hide|answer'), 4), 'attachments': list(digest, 16),
    proofs: list(members({
      ground: word('C1|C2|C3|C4|C5|C6'), 'kind': word('replay|omitted-entry|index-error'), artifact: digest,
    }), 16),
    text: prose, 'contact': slot(text(1024)),
    relation: slot(word('identified|mistaken|author|owner|other')), attachment_names: slot(list(text(256), 16)),
  },
  'withdraw:v1': { challenge: statement },
});
defineKinds('reviewer', {
  'review:v1': {
    run: statement, scale: word('exhibit-review-scale-v1'),
    conclusion: word('supports|leans for|undecided|leans against|opposes'), reasons: prose,
    reviewer: line, recorded: privateCount,
  },
  'ruling:v1': {
    challenge: statement, outcome: word('upheld|partly|rejected'),
    answers: list(members({
      ground: word('C1|C2|C3|C4|C5|C6|C7|C8|C9'), answer: word('upheld|rejected'),
    }), 9, 1),
    reasons: slot(list(text(2048), 9, 1)), reviewer: line, recorded: privateCount,
  },
});
defineKinds('standing', {
  'standing:v1': { 'report': statement, 'claim': statement, 'until': hour },
});
