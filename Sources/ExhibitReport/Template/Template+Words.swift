extension Template {
    /// The sentences that follow from the status word, the taint class and the origin. Nobody can edit them.
    static let words = #"""
        == title-IDENTIFICATION
        An identification, within stated limits.
        == title-LEAD
        Not an identification.
        == title-INCONCLUSIVE
        Inconclusive.
        == title-EXCLUSION
        An exclusion, within stated limits.
        == title-REFUSED
        Refused: nobody and nothing is identified.
        == sentence-IDENTIFICATION
        Status <b>IDENTIFICATION</b>: the comparison supports what is claimed, as far as the limits on this page allow. It can be contested.
        == sentence-LEAD
        This is a <b>LEAD</b>, something to look into. It must not be the sole basis for naming, accusing or acting against anyone.
        == sentence-INCONCLUSIVE
        Status <b>INCONCLUSIVE</b>: the comparison speaks neither for what was asked nor against it. It must not be used as if it did.
        == sentence-EXCLUSION
        Status <b>EXCLUSION</b>: the comparison speaks against what was asked, as far as the limits on this page allow. It can be contested.
        == sentence-REFUSED
        Status <b>REFUSED</b>: the rules allow no candidate to be named or shown. The reasons are below; the attempt stays on record.
        == ceiling
        {{status}}. <bdi>{{reason}}</bdi>
        == taint-as-received
        Compared pixels are as received.
        == taint-fixed
        Pixels were processed by listed fixed operations; no detail was added. Information lost: <bdi>{{lost}}</bdi>
        == taint-learned
        A learned or unknown process touched these pixels. Detail may not be real.
        == taint-generated-person
        Part of this picture was generated. It does not show what this person looks like. No identification is made.
        == taint-generated
        Part of this picture was generated. The generated part is not evidence.
        == taint-authored
        Made by hand or from another picture.
        == taint-nomination
         The candidate was found with a generated/edited picture. The comparison below uses the original only.
        == origin-unknown
        Unknown. Nobody has stated how this file came from a camera or from another source.
        == origin-picture
         The question is about the picture itself, so this sets no ceiling.
        == origin-ceiling
         A picture of unknown origin may have been altered before it was received, so it counts as class T3.
        == origin-stated
        Stated by the operator and open to challenge: <bdi>{{text}}</bdi>
        == withheld
        <span class="s">withheld</span>
        == refused
        <span class="s">not shown: refused</span>
        == none-recorded
        none recorded
        == none-stated
        none stated
        == list
        <ul>{{items}}</ul>
        == item
        <li><bdi>{{text}}</bdi></li>
        == yes
        yes
        == no
        no

        """#
}
