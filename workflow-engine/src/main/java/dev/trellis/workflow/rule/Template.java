package dev.trellis.workflow.rule;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.name.Label;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.RecordReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Texts with {@code {{path}}} and {@code {{path|format}}} in them: no logic, and what is put in is never read as a text of the
 * same kind. Formats are {@code date}, the day of a date and time in the business zone, and {@code raw}, the stored value.
 */
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^}|\\s]*)\\s*(?:\\|\\s*(\\w*)\\s*)?}}");

    private final Records records;
    private final RuleSource source;
    private final Metadata metadata;
    private final RuleWork work;

    Template(Records records, RuleSource source, Metadata metadata, RuleWork work) {
        this.records = records;
        this.source = source;
        this.metadata = metadata;
        this.work = work;
    }

    String render(Label label, Locale locale) {
        var text = label.text(locale);
        var paths = PLACE.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
        var record = read(paths);
        return PLACE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        record == null ? "" : shown(record, found.group(1), found.group(2), locale)));
    }

    private @Nullable StoredRecord read(Set<String> paths) {
        return source.values(work, paths).orElse(null);
    }

    private String shown(StoredRecord record, String path, @Nullable String format, Locale locale) {
        var value = record.value(path);
        if (value == null) {
            return "";
        }
        if ("raw".equals(format)) {
            return value.toString();
        }
        if ("date".equals(format) && value instanceof Instant instant) {
            return instant.atZone(ZoneId.of(metadata.workspace().zone()))
                    .toLocalDate()
                    .toString();
        }
        var label = record.labels().get(path);
        return label != null
                ? label
                : records.schema(RecordReader.APPROVAL)
                        .path(work.entity(), path)
                        .map(field -> field.type().codec().toText(value, locale))
                        .orElse("");
    }
}
