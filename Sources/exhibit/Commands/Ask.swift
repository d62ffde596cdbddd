import ArgumentParser

/// For whoever is named by an identification that came with nothing to check. What is asked for is what courts and laws
/// have asked for: State v. Arteaga (476 N.J. Super. 36, 2023), State v. Miles (A-41-24, New Jersey, 2026), and Article 12(3)
/// of the European AI Act.
struct Ask: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A letter to whoever published an identification that nobody can check.",
        discussion: """
            Save it with: exhibit ask > letter.txt. Fill in what stands in [brackets],
            take out what does not fit, and keep a copy with the date. It is no legal
            advice.

            \(letter)
            """)

    static let letter = """
        To: [who published it]
        About: the identification in [title or address, date]

        Your publication says or suggests that [the person, thing or place shown]
        is [what it says]. I am [the person named / the owner / somebody mistaken
        for them / a reader]. It says that a program or a model was used, and
        nothing by which anybody could check that. Please send me:

         1. the picture that was examined, exactly as you received it, with how, when
            and from whom you got it, and its SHA-256;
         2. every edit that was made before it was searched or compared: cropping,
            sharpening, enlarging, restoring, generating; with each picture so made;
         3. the name, maker and version of each program and model, the files' digests
            if you have them, and all settings and thresholds;
         4. what was searched: which set of pictures, how many, collected how, and
            on what day;
         5. every search and every run on this picture, also those that gave nothing,
            or somebody else, and when each was made;
         6. the whole list of candidates of each, in order, with raw scores, the faces
            and names of other people removed;
         7. how often this method is wrong on pictures like this one, with the number
            of tests and who made them. If that is not known, please say so;
         8. what the score means: how many such candidates are to be expected by chance
            among as many pictures as were searched;
         9. who looked at the result, whether they knew the score, what they
            concluded, and who disagreed;
        10. what else supports the identification that does not come from this picture
            or this program, and what speaks against it;
        11. a copy of the record, in a form with which somebody else can run it again.

        If part of this exists and you will not give it, please say which, and why.
        If it does not exist, please say that. Until it can be checked, I ask you
        to publish no name or picture of me with it, and to say with the
        publication that it was not checked.

        [If you are the person named, and the law of your country gives you a right to
        know, to correct or to restrict what is held about you, name it here: in the
        European Union Articles 15, 16, 18 and 21 of the General Data Protection
        Regulation.]

        Please answer by [date, for example in 30 days] to [address].

        [name, date]
        """

    func run() { Output.line(Self.letter) }
}
