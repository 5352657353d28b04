package dev.trellis.ui.server;

import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.di.LookupInitializer;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.startup.ErrorNavigationTargetInitializer;
import com.vaadin.flow.server.startup.LookupServletContainerInitializer;
import com.vaadin.flow.server.startup.RouteRegistryInitializer;
import com.vaadin.flow.server.startup.VaadinAppShellInitializer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Registers the web client from the beans that Micronaut found at compile time: the class path is never scanned. */
@Singleton
final class VaadinInitializer implements ServletContainerInitializer {

    private final ApplicationContext beans;

    VaadinInitializer(ApplicationContext beans) {
        this.beans = beans;
    }

    @Override
    public void onStartup(@Nullable Set<Class<?>> ignored, ServletContext context) throws ServletException {
        new LookupServletContainerInitializer().process(new HashSet<>(Set.of(LookupInitializer.class)), context);
        new VaadinAppShellInitializer().process(types(beans.getBeanDefinitions(AppShellConfigurator.class)), context);
        new RouteRegistryInitializer()
                .process(types(beans.getBeanDefinitions(Qualifiers.byStereotype(Route.class))), context);
        new ErrorNavigationTargetInitializer()
                .process(types(beans.getBeanDefinitions(HasErrorParameter.class)), context);
        var registration = context.addServlet("vaadin", new TrellisVaadinServlet(beans));
        registration.addMapping("/*");
        registration.setAsyncSupported(true);
        registration.setLoadOnStartup(1);
        registration.setInitParameter("productionMode", "true");
        registration.setInitParameter("closeIdleSessions", "true");
        registration.setInitParameter("heartbeatInterval", "120");
    }

    private static Set<Class<?>> types(Collection<? extends BeanDefinition<?>> definitions) {
        return definitions.stream().map(BeanDefinition::getBeanType).collect(Collectors.toCollection(HashSet::new));
    }
}
