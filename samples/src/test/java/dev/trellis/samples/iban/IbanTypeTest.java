package dev.trellis.samples.iban;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.TestApp;
import dev.trellis.core.database.TestDatabase;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.field.types.FieldTypeContract;
import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.problem.Messages;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IbanTypeTest {

    private static final String GERMAN = "DE89370400440532013000";

    private static FieldTypeContract contract() {
        return new FieldTypeContract(
                new IbanType.Provider(), new IbanType("DE"), List.of(GERMAN), List.of("7", "true", "\"DE00\"", "[]"));
    }

    @Test
    void the_type_keeps_the_contract_of_all_types() {
        contract().holds();
    }

    @Test
    void the_type_survives_the_database() throws Exception {
        try (var schema = TestDatabase.get().freshSchema();
                var database = schema.database();
                var connection = database.rawConnection()) {
            contract().holdsOn(connection, database.dialect());
        }
    }

    @Test
    void a_server_finds_the_type_by_itself() {
        try (var app = TestApp.start()) {
            assertThat(app.get(FieldTypes.class).palette())
                    .extracting(provider -> provider.key())
                    .contains("iban");
        }
    }

    @Test
    void groups_and_small_letters_do_not_matter() {
        var codec = new IbanType("").codec();

        assertThat(codec.fromText(" de89 3704 0044 0532 0130 00 ", Locale.ENGLISH))
                .isEqualTo(Decoded.of(GERMAN));
        assertThat(codec.toText(GERMAN, Locale.ENGLISH)).isEqualTo("DE89 3704 0044 0532 0130 00");
        assertThat(codec.fromText("GB82 WEST 1234 5698 7654 32", Locale.ENGLISH))
                .isEqualTo(Decoded.of("GB82WEST12345698765432"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE88370400440532013000", "XX89370400440532013000", "DE89", "DE8937040044053201300Ü"})
    void a_wrong_number_is_refused_with_the_remedy(String wrong) {
        var refused = (Decoded.Refused) new IbanType("").codec().fromText(wrong, Locale.ENGLISH);

        assertThat(Messages.text(refused.problem(), Locale.ENGLISH)).contains("is not an IBAN");
        assertThat(Messages.text(refused.problem(), Locale.SIMPLIFIED_CHINESE)).contains("国际银行账号");
    }

    @Test
    void another_country_is_refused_where_one_is_demanded() {
        var refused = (Decoded.Refused) new IbanType("FR").codec().fromText(GERMAN, Locale.ENGLISH);

        assertThat(Messages.text(refused.problem(), Locale.ENGLISH)).contains("begins with FR");
        assertThat(new IbanType("QQ").check()).hasSize(1);
    }
}
