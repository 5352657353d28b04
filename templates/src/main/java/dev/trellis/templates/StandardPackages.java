package dev.trellis.templates;

import dev.trellis.core.template.ClassPathPackage;
import dev.trellis.core.template.MetadataPackage;
import dev.trellis.core.template.PackageSource;
import jakarta.inject.Singleton;
import java.util.List;

/** Offers the packages of this module: the standard CRM and its parts. */
@Singleton
public final class StandardPackages implements PackageSource {

    /** The package that bundles the others. */
    public static final String STANDARD = "crm-standard";

    private static final List<String> NAMES =
            List.of("crm-base", "crm-sales", "crm-followup", "crm-leads", "crm-quotes", STANDARD);

    @Override
    public List<MetadataPackage> packages() {
        var loader = StandardPackages.class.getClassLoader();
        return NAMES.stream()
                .<MetadataPackage>map(name -> ClassPathPackage.in(loader, "trellis/packages/" + name))
                .toList();
    }
}
