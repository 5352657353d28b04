package dev.trellis.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SampleMetadata;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What records are looked for by has an index before there are a million of them. */
class IndexesTest {

    @Test
    void dates_that_rules_wait_for_and_keys_of_calls_from_outside_are_indexed() {
        var metadata = Metadata.of(
                1, List.of(SampleMetadata.definition(Kind.ENTITY, """
                                {"id": "visit", "label": {"en": "Visit"}, "plural": {"en": "Visits"}, "title": "name",
                                 "fields": [
                                    {"id": "name", "label": {"en": "Name"}, "type": "text"},
                                    {"id": "due", "label": {"en": "Due"}, "type": "date"},
                                    {"id": "made", "label": {"en": "Made"}, "type": "date"},
                                    {"id": "code", "label": {"en": "Code"}, "type": "text", "maxLength": 20}]}
                                """), SampleMetadata.definition(Kind.RULE, """
                                {"id": "remind", "label": {"en": "Remind"}, "entity": "visit", "triggers": [
                                    {"on": "date", "date": "due", "days": 3}, {"on": "inbound", "key": "code"}],
                                 "steps": []}
                                """)));

        assertThat(Indexes.used(metadata.entity("visit").orElseThrow(), metadata))
                .containsExactlyInAnyOrder("name", "due", "code");
        assertThat(Indexes.wanted(metadata.entity("visit").orElseThrow(), metadata))
                .extracting(Catalogue.Index::columns)
                .contains(List.of(new SqlName("due")), List.of(new SqlName("code")));
    }
}
