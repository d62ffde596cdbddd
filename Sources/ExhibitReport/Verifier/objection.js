// *Is this about you?*: writes an objection, with its key and a letter, from the report that was checked.

const grounds = {
  C7: 'It is somebody or something else: a mistaken identification',
  C8: 'It endangers me, invades my privacy, or is unlawful: I want my data removed',
  C1: 'The picture is not what it is said to be: edited, or of another place or date',
  C2: 'The wrong model, version, settings or threshold was used',
  C3: 'Running it again gives another result',
  C4: 'The method was never tested on pictures like this one',
  C5: 'How often such a match happens by chance is missing or wrong',
  C6: 'Parts of the picture were generated or altered, or other runs were hidden',
  C9: 'The way it was done was not fair: a conflict of interest, or what speaks against it was left out',
};
const relations = {
  'not-stated': 'I would rather not say', identified: 'I am the person who was identified',
  mistaken: 'I was mistaken for somebody else', 'author': 'I made the picture', owner: 'It is mine, or my work',
  other: 'Something else',
};
const remedies = {
  retract: 'Take the report back', correct: 'Correct it', hide: 'Hide the name or the picture while this is open', answer: 'Answer me',
};

function choice(kind, value, label) {
  const box = make('input');
  [box.type, box['name'], box.value, box.id] = ['checkbox', kind, value, `${kind}-${value}`];
  const text_ = make('label', label);
  text_.htmlFor = box.id;
  return make('div.choice', box, text_);
}

function field(id, label, control, ...notes) {
  control.id = id;
  const text_ = make('label', label);
  text_.htmlFor = id;
  return [make('p', text_), ...notes.map((note) => make('p.s', note)), make('p', control)];
}

const fieldset = (legend, ...children) => make('fieldset', make('legend', legend), ...children);
const chosen = (kind) => [...document.querySelectorAll(`input[name=${kind}]:checked`)].map((box) => box.value);

let written = '';

/** The form, once for each report: what somebody wrote, and the key that stands nowhere else, stay while that is the same. */
function showObjection(verdict) {
  const { subject } = verdict;
  if (!subject) return;
  const of = `${subject.report.statement.name} ${subject.pageName} ${subject.head.size}`;
  if (of === written) return;
  written = of;
  element('letter')?.remove();
  const about = make('p', 'You may object, whoever you are, without an account, a fee or your name. This writes a signed file that anybody can check. You send it yourself; this page sends nothing.');
  const warning = verdict.code === codes.tampered
    ? [make('p.warning', 'This file did not hold. Ask the publisher for theirs first; you can object all the same.')] : [];
  const form = make('form');
  const relation = make('select', ...Object.entries(relations).map(([value, label]) => new Option(label, value)));
  const text_ = make('textarea');
  const contact = make('input');
  contact.type = 'text';
  contact.autocomplete = 'off';
  const files = make('input');
  files.type = 'file';
  files.multiple = true;
  const notice = make('p.s');
  notice.id = 'notice';
  notice['role'] = 'alert';
  const counted = make('p.s');
  const problem = make('p.warning');
  problem['role'] = 'alert';
  problem.hidden = true;
  const done = make('div');
  done.tabIndex = -1;
  const submit = make('button', 'Write and sign the objection');
  form.append(
    fieldset('What is wrong? Choose all that apply.', ...Object.entries(grounds).map(([value, label]) => choice('ground', value, `${label} (${value})`))),
    ...field('relation', 'Who are you to it?', relation),
    ...field('objection-text', 'What happened, in your words', text_,
      'At most 4,000 bytes. Whoever gets the file can read it.'),
    counted, notice,
    fieldset('What do you ask for?', ...Object.entries(remedies).map(([value, label]) => choice('remedy', value, label))),
    ...field('contact', 'How they can answer you (optional)', contact, 'Whoever gets the file can read it. Leave it empty to stay unknown.'),
    ...field('files', 'Files that show it (optional, at most 16)', files, 'They become part of the objection, with their names.'),
    problem, submit);
  text_.setAttribute('aria-describedby', 'notice');
  on(text_, 'input', () => {
    const [length, found] = [byteLength(payloadText(text_.value)), personalData(text_.value)];
    counted.textContent = `${length} of ${longest.text} bytes`;
    const warning_ = (length > longest.text ? 'This is too long. ' : '')
      + (found.length > 0 ? `This seems to contain ${found.join(', ')}. Take it out unless it must be there.` : '');
    // Not at every key: a screen reader says each change.
    if (notice.textContent !== warning_) notice.textContent = warning_;
    notice.className = warning_ ? 'warning' : '';
  });
  on(form, 'submit', async (event) => {
    event.preventDefault();
    problem.hidden = true;
    submit.disabled = true;
    try {
      const said = {
        grounds: chosen('ground'), relation: relation.value, remedies: Object.keys(remedies).filter((each) => chosen('remedy').includes(each)),
        text: payloadText(text_.value), contact: payloadText(contact.value), attachments: await readAttachments(files.files),
      };
      if (said.grounds.length === 0) refuse('Choose at least one of the reasons above.');
      if (said.text === '') refuse('Say what happened, in a few words.');
      if (byteLength(said.text) > longest.text) refuse('The text is too long. Shorten it, or attach a file.');
      if (byteLength(said.contact) > longest.contact) refuse('How to answer you is too long.');
      showMade(done, await makeChallenge(subject, said), said, verdict);
    } catch (error) {
      problem.textContent = error instanceof Malformed ? error.message : `It could not be written: ${error}`;
      problem.hidden = false;
    }
    submit.disabled = false;
  });
  fill('objection', about, ...warning, form, done);
}

async function readAttachments(files) {
  if (files.length > longest.files) refuse(`Choose at most ${longest.files} files.`);
  const total = [...files].reduce((sum, file) => sum + file.size, 0);
  if (total > (longest.file / 4) * 3 - 1048576) refuse('The files are too large: about 45 MB fit.');
  return Promise.all([...files].map(async (file) => {
    const fileName = payloadText(file['name']).replaceAll('\n', ' ');
    if (byteLength(fileName) > longest.attachmentName) refuse('The name of a file is too long.');
    return { name: fileName, bytes: new Bytes(await file.arrayBuffer()) };
  }));
}

function saving(label, bytes, fileName) {
  const link = make('a', label);
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = fileName;
  return link;
}

function showMade(done, made, said, verdict) {
  const letter = make('button', 'Print a letter with it');
  letter.type = 'button';
  on(letter, 'click', () => {
    body.classList.add('with-letter');
    window.print();
    body.classList.remove('with-letter');
  });
  const name_ = `objection-${made.id.slice(0, 8)}.challenge`;
  const contact = verdict.summary.contact ? [foreign(verdict.summary.contact)] : ['the publisher, who gives no address in the report'];
  done.replaceChildren(
    make('h3', 'Your objection is written'),
    make('ol',
      make('li', saving('Save the objection', made.file, name_), '. Send this file to ', ...contact, ', and to whoever showed you the report.'),
      make('li', saving('Save its key', made.key, `${name_}.key`), '. Keep it to yourself; no password protects it. Only with it can you withdraw the objection.'),
      make('li', 'Write down when and how you sent it. Only the publisher’s receipt proves that they got it.')),
    make('p', 'Its fingerprint, by which you can name it:'), make('p.digits', ...groups(made.id)),
    make('p.buttons', letter));
  element('letter')?.remove();
  body.append(letterOf(made, said, verdict));
  done.focus();
}

function letterOf(made, said, verdict) {
  const letter = make('article');
  letter.id = 'letter';
  const { summary, subject } = verdict;
  letter.append(
    make('p', 'To: ', foreign(summary.publisher || 'the publisher'), ' · ', foreign(summary.contact || 'no contact given')),
    make('p', new Date().toISOString().slice(0, 10)),
    make('h2', 'Objection to an identification'),
    make('p', 'I object to your report ', make('code', subject.report.statement.name), ' (', foreign(current ? current[0] : document.title), '), published ', foreign(summary.published), ', which says ', summary.status, ', on these grounds:'),
    make('ul', ...said.grounds.map((ground) => make('li', `${ground}: ${grounds[ground]}`))),
    ...said.text.split('\n').map((line) => make('p', foreign(line, 5000))));
  if (said.remedies.length > 0) letter.append(make('p', `I ask you to: ${said.remedies.map((each) => remedies[each].toLowerCase()).join('; ')}.`));
  letter.append(
    make('p', 'The signed objection goes with this letter. Its fingerprint is ', make('code', made.id), '. Please confirm that you have it, with a receipt from your ledger.'),
    make('p', said.contact ? foreign(said.contact, 2000) : 'No address is given on purpose.'),
    make('p', 'Signature: ____________________'));
  return letter;
}
