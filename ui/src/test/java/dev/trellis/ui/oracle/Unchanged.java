package dev.trellis.ui.oracle;

import dev.trellis.core.database.StatementTap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells what was committed between two moments, from every statement that the server's connections sent. Signs of life,
 * sign-ins, drawn numbers, how often a field was asked for, and the records of background work do not
 * count.
 */
final class Unchanged {

    private static final Pattern WRITE = Pattern.compile(
            "(?is)\\s*(?:insert\\s+(?:ignore\\s+)?into|update|delete\\s+from|replace\\s+into|create|alter|drop|truncate|rename)"
                    + "\\s+(?:table\\s+)?`?(\\w+)`?.*");
    private static final Pattern PASSED_OVER = Pattern.compile(
            "t_(node|session|field_use|api_token|sign_in_throttle|number_counter|outbox_cursor|answer|engine_tables|recalculation"
                    + "|match_backfill|duplicate_scan|(lease|notification|webhook|rule|delivery)\\w*|.*job.*)");

    /** The tables that the workflow engine makes for itself when it is first there. */
    private static final Pattern ENGINE = Pattern.compile("(?s).*\\b(ACT|FLW|act|flw)_.*");

    private final String schema;
    private final Map<Integer, List<String>> open = new HashMap<>();
    private final Set<Integer> inTransaction = new HashSet<>();

    Unchanged(String schema) {
        this.schema = schema;
    }

    /** Takes what was heard so far and returns the writes that were committed. */
    List<String> committed() {
        var committed = new ArrayList<String>();
        var heard = StatementTap.of(schema);
        for (var next = heard.poll(); next != null; next = heard.poll()) {
            hear(next, committed);
        }
        return committed;
    }

    private void hear(StatementTap.Heard heard, List<String> committed) {
        var word = heard.text().strip().toLowerCase(Locale.ROOT);
        var mine = open.computeIfAbsent(heard.connection(), ignored -> new ArrayList<>());
        if (word.startsWith("set autocommit=0")) {
            inTransaction.add(heard.connection());
        } else if (word.equals("commit") || word.startsWith("set autocommit=1")) {
            committed.addAll(mine);
            mine.clear();
            if (word.startsWith("set")) {
                inTransaction.remove(heard.connection());
            }
        } else if (word.equals("rollback")) {
            mine.clear();
        } else if (isWrite(heard.text())) {
            (inTransaction.contains(heard.connection()) ? mine : committed).add(heard.text());
        }
    }

    /** A savepoint's rollback only makes it stricter here: what it undoes still counts. */
    private static boolean isWrite(String text) {
        var matcher = WRITE.matcher(text);
        return matcher.matches()
                && !ENGINE.matcher(text).matches()
                && !PASSED_OVER.matcher(matcher.group(1)).matches();
    }
}
