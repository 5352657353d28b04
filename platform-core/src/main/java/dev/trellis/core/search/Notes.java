package dev.trellis.core.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is known about the contents of the index, kept in its commits. */
final class Notes {

    private static final String FORMAT = "format";
    private static final String RESUME = "resume";
    private static final String HEAD = "head";
    private static final String HELD = "held:";
    private static final String ROUND = "round:";

    private final Map<String, String> held = new TreeMap<>();
    private final Map<String, String> rounds = new TreeMap<>();
    private long resumeAt;
    private long head;

    /** Takes over what a commit says; false where that is of no use to this version. */
    boolean read(Map<String, String> facts) {
        clear();
        rounds.clear();
        head = 0;
        if (!IndexKeeper.FORMAT.equals(facts.get(FORMAT))) {
            return false;
        }
        resumeAt = Long.parseLong(facts.getOrDefault(RESUME, "0"));
        head = Long.parseLong(facts.getOrDefault(HEAD, "0"));
        facts.forEach((name, value) -> {
            if (name.startsWith(HELD)) {
                held.put(name.substring(HELD.length()), value);
            } else if (name.startsWith(ROUND)) {
                rounds.put(name.substring(ROUND.length()), value);
            }
        });
        return true;
    }

    Map<String, String> facts(long resume) {
        var facts = new LinkedHashMap<String, String>();
        facts.put(FORMAT, IndexKeeper.FORMAT);
        facts.put(RESUME, Long.toString(resume));
        facts.put(HEAD, Long.toString(head));
        held.forEach((entity, fingerprint) -> facts.put(HELD + entity, fingerprint));
        rounds.forEach((entity, round) -> facts.put(ROUND + entity, round));
        return facts;
    }

    long resumeAt() {
        return resumeAt;
    }

    /** The newest event taken in; 0 for none. */
    long head() {
        return head;
    }

    void saw(long event) {
        head = Math.max(head, event);
    }

    /** Forgets what the index holds, so that all of it is read again. */
    void clear() {
        held.clear();
    }

    boolean holds(IndexPlan.Texts texts) {
        return texts.fingerprint().equals(held.get(texts.entity()));
    }

    Set<String> entities() {
        return Set.copyOf(rounds.keySet());
    }

    String round(String entity) {
        return rounds.getOrDefault(entity, "");
    }

    void done(IndexPlan.Texts texts, String round) {
        held.put(texts.entity(), texts.fingerprint());
        rounds.put(texts.entity(), round);
    }

    void forget(String entity) {
        held.remove(entity);
        rounds.remove(entity);
    }
}
