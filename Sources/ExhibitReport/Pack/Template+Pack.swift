extension Template {
    /// Of the first page of a pack. No report is rendered with it: it may change.
    static let pack = Template(
        "exhibit-pack-page", Template.packFrame + Template.packSaid + Template.packDoing + Template.packParts)

    /// What encloses it, and its first words.
    private static let packFrame = #"""
        == head
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>Start here: {{title}}</title>
        <style>
        == body
        </style>
        </head>
        <body>
        <main>
        {{main}}</main>
        <footer><p>Made on {{day}} by exhibit {{version}} from the report’s file alone. This page runs nothing and loads nothing. It is a help for reading: nobody signed it, and what counts is in report.html. It is no legal advice.</p></footer>
        </body>
        </html>

        == title-rejected
        Do not rely on this report.
        == title-unknown
        A report whose words were not checked.
        == verdict
        <div class="verdict {{class}}"><p><b>Checked on {{day}}:</b> {{sentence}}</p>{{findings}}</div>
        <h1>{{title}}</h1>

        == good
        good
        == open
        open
        == bad
        bad
        == verdict-0
        the report is whole and unchanged, and signed by a ledger that whoever made this folder trusts. That says nothing yet about whether its answer is right.
        == verdict-1
        this report could not be judged. Nothing that it says is repeated here.
        == verdict-2
        <strong>this report was altered after it was signed, or was never what it says.</strong> Nothing that it says is repeated here. Ask for the file as it was published, and keep this one: it shows what you were given.
        == verdict-3
        the report is unchanged as far as it goes, but this is open:
        == verdict-5
        the report is unchanged, but it is contested, or its publisher took it back or replaced it:
        == more-findings
        <p>and {{count}} more, at the end of this page.</p>
        == list
        <ul>{{items}}</ul>
        == item
        <li><bdi>{{text}}</bdi></li>
        == text
        <bdi>{{text}}</bdi>
        == nothing
        none

        """#

    /// What was said, how sure it is, and what it does not prove.
    private static let packSaid = #"""
        == said
        <section aria-labelledby="said"><h2 id="said">1. What was said</h2>
        <p>{{sentence}}</p>
        <dl><dt>Claimed</dt><dd>{{claimed}}</dd>
        <dt>About</dt><dd>{{about}}</dd>
        <dt>Said by</dt><dd><bdi>{{publisher}}</bdi>, as their own ledger names them</dd>
        <dt>Contact</dt><dd><bdi>{{contact}}</bdi></dd>
        <dt>Recorded</dt><dd>{{recorded}} by the signer’s clock, as entry {{position}}</dd>
        <dt>Ledger</dt><dd><code>{{ledger}}</code></dd></dl>
        <div class="pics">{{pictures}}</div>
        <p class="s">{{shown}}</p></section>

        == shown-one
        A reduced copy, as the report shows it.
        == shown-more
        Reduced copies, as the report shows them. That a picture is shown as a reference says only that the program put it beside the evidence.
        == nothing-claimed
        Nothing is claimed.
        == about-picture
        a picture: where it comes from. Not about who or what it shows.
        == about-thing
        a thing that the picture shows.
        == about-person
        a person whom the picture shows. Of a person no program’s answer is more than a lead.
        == no-name
        a publisher who gives no name
        == no-contact
        none given
        == other-contact
        look for it in another place than this file
        == sure
        <section aria-labelledby="sure"><h2 id="sure">2. How sure is it, and why not more?</h2>
        <dl><dt>At most</dt><dd>{{ceiling}}. {{reason}}</dd>
        <dt>How often is this wrong on such pictures?</dt><dd>{{wrong}}</dd>
        <dt>The pixels</dt><dd>{{pixels}}</dd></dl>
        <h3>The rules that decided</h3>
        <dl class="codes">{{reasons}}</dl>
        <p class="s">These words follow from the record by published rules. The program that made this folder computed them again.</p></section>

        == reason
        <dt><code>{{code}}</code></dt><dd><bdi>{{text}}</bdi></dd>
        == not-measured
        This has not been measured. Nobody can say from this report how often such an answer is wrong.
        == limits
        <section aria-labelledby="limits"><h2 id="limits">3. What it does not prove</h2>
        <ul>
        <li>That the answer is right, that a scene is what it is said to be, or that anybody did anything.</li>
        <li>When anything happened. Hours are the signer’s own clock; a timestamp says by when something was recorded.</li>
        <li>That different keys are different people, or that a publisher is who they say: compare the ledger’s 64 digits (section 5).</li>
        <li>That no other ledger, altered copy or unrecorded run exists.</li>
        <li>What happened after the report was made. Ask for a newer report, and look for one.</li>
        </ul></section>

        """#
}
