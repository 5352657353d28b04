package dev.trellis.core.once;

/** What is known about a call that names a key. */
public sealed interface Once {

    /** Nobody has made it: the caller carries it out and then keeps the answer, or frees the key. */
    record Fresh() implements Once {}

    /** It was carried out; this was the answer. */
    record Answered(KeptAnswers.Kept answer) implements Once {}

    /** The key was used for another request. */
    record Different() implements Once {}

    /** It began and has no answer yet: it is under way, or its node stopped in the middle. */
    record Open() implements Once {}
}
