package dev.trellis.ui.web.shell;

import com.vaadin.flow.component.html.Span;
import dev.trellis.core.access.Actor;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.core.search.Search;
import dev.trellis.core.search.SearchHit;
import dev.trellis.core.search.SearchRequest;
import dev.trellis.core.search.SearchResult;
import dev.trellis.ui.web.component.Glyph;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** What the search box shows of records: grouped by entity, the group with the best record first. */
@Singleton
final class FoundRecords {

    /** More than is shown, so that the many records of one entity do not hide the few of another. */
    private static final int MOST_ASKED = 60;

    private static final int MOST_SHOWN_OF_ONE = 6;
    private static final int MOST_SHOWN_ALONE = 18;

    private final Search search;
    private final Records records;

    FoundRecords(Search search, Records records) {
        this.search = search;
        this.records = records;
    }

    /**
     * What was found.
     *
     * @param more whether there is more than is shown
     * @param complete whether the index holds everything
     */
    record Found(List<Group> groups, boolean more, boolean complete) {
        static final Found NOTHING = new Found(List.of(), false, true);

        Found {
            groups = List.copyOf(groups);
        }
    }

    /** The records of one entity. */
    record Group(String label, Glyph glyph, List<Line> lines) {
        Group {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One record.
     *
     * @param title what it is called, with what matches
     * @param detail the field that matches where the title does not, with its label
     */
    record Line(String path, Marked title, List<Detail> detail) {
        Line {
            detail = List.copyOf(detail);
        }
    }

    record Detail(String label, Marked text) {}

    /** A text with the parts that match. */
    record Marked(String text, List<SearchHit.Mark> marks) {
        Marked {
            marks = List.copyOf(marks);
        }

        /** Returns the text as a component; nothing in it is ever read as HTML. */
        Span component() {
            var whole = new Span();
            int at = 0;
            for (var mark : marks) {
                whole.add(text.substring(at, mark.from()));
                var part = new Span(text.substring(mark.from(), mark.to()));
                part.addClassName("found-mark");
                whole.add(part);
                at = mark.to();
            }
            whole.add(text.substring(at));
            return whole;
        }
    }

    Found find(Actor.Person actor, String text) {
        if (text.isBlank()) {
            return Found.NOTHING;
        }
        return switch (search.find(actor, new SearchRequest(text, Set.of(), MOST_ASKED))) {
            case SearchResult.Found found -> show(records.schema(actor), actor, found);
            case SearchResult.Invalid ignored -> Found.NOTHING;
        };
    }

    private static Found show(VisibleSchema schema, Actor.Person actor, SearchResult.Found found) {
        var byEntity = new LinkedHashMap<String, List<SearchHit>>();
        found.hits()
                .forEach(hit -> byEntity.computeIfAbsent(hit.entity(), _ -> new ArrayList<>())
                        .add(hit));
        int most = byEntity.size() == 1 ? MOST_SHOWN_ALONE : MOST_SHOWN_OF_ONE;
        var groups = new ArrayList<Group>();
        byEntity.forEach((id, hits) -> schema.entity(id)
                .ifPresent(entity -> groups.add(new Group(
                        entity.plural().text(actor.locale()),
                        Glyph.named(entity.icon()),
                        hits.stream()
                                .limit(most)
                                .map(hit -> line(schema, actor, entity.title(), hit))
                                .toList()))));
        boolean isCut = byEntity.values().stream().anyMatch(hits -> hits.size() > most);
        return new Found(groups, isCut || found.more(), found.complete());
    }

    private static Line line(VisibleSchema schema, Actor.Person actor, String titleField, SearchHit hit) {
        var title = hit.matches().stream()
                .filter(match -> match.field().equals(titleField))
                .findFirst()
                .map(match -> new Marked(match.text(), match.marks()))
                .orElseGet(() -> new Marked(hit.title().isEmpty() ? "—" : hit.title(), List.of()));
        var detail = hit.matches().stream()
                .filter(match -> !match.field().equals(titleField))
                .limit(1)
                .map(match -> new Detail(
                        schema.field(hit.entity(), match.field())
                                .map(field -> field.label().text(actor.locale()))
                                .orElse(""),
                        new Marked(match.text(), match.marks())))
                .toList();
        return new Line("records/" + hit.entity() + "/" + hit.id(), title, detail);
    }
}
