package dev.trellis.core.template;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trellis.core.name.Label;
import java.util.List;

/**
 * What a package says about itself, in its {@code manifest.json}.
 *
 * @param name lower-case words joined by hyphens: {@code crm-base}
 * @param requires names of the packages that come first
 * @param files paths of the definitions and the demo set
 */
public record PackageManifest(
        String name, String version, Label label, Label description, List<String> requires, List<String> files) {

    private static final String DEMO = "demo/";
    private static final String EXTENSION = "extension/";

    public PackageManifest {
        requires = List.copyOf(requires);
        files = List.copyOf(files);
    }

    /** The paths of the definitions: {@code entity/quote.json}. */
    @JsonIgnore
    public List<String> definitions() {
        return files.stream()
                .filter(file -> !file.startsWith(DEMO) && !file.startsWith(EXTENSION))
                .toList();
    }

    /** The paths of what it adds to definitions of packages that it requires: {@code extension/entity/account.json}. */
    @JsonIgnore
    public List<String> extensions() {
        return files.stream().filter(file -> file.startsWith(EXTENSION)).toList();
    }

    /** The paths of the demo set: {@code demo/account.json}. */
    @JsonIgnore
    public List<String> demo() {
        return files.stream().filter(file -> file.startsWith(DEMO)).toList();
    }
}
