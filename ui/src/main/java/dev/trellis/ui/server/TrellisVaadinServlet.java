package dev.trellis.ui.server;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.di.DefaultInstantiator;
import com.vaadin.flow.di.Instantiator;
import com.vaadin.flow.function.DeploymentConfiguration;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.server.ServiceException;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServlet;
import com.vaadin.flow.server.VaadinServletService;
import io.micronaut.context.ApplicationContext;
import java.util.Optional;
import java.util.stream.Stream;

/** Serves the web client; views and listeners are Micronaut beans and get their parts by constructor. */
final class TrellisVaadinServlet extends VaadinServlet {

    private final transient ApplicationContext beans;

    TrellisVaadinServlet(ApplicationContext beans) {
        this.beans = beans;
    }

    @Override
    protected VaadinServletService createServletService(DeploymentConfiguration configuration) throws ServiceException {
        var service = new Service(this, configuration, beans);
        service.init();
        return service;
    }

    private static final class Service extends VaadinServletService {

        private final transient ApplicationContext beans;

        Service(VaadinServlet servlet, DeploymentConfiguration configuration, ApplicationContext beans) {
            super(servlet, configuration);
            this.beans = beans;
        }

        @Override
        protected Optional<Instantiator> loadInstantiators() {
            return Optional.of(new BeanInstantiator(this, beans));
        }
    }

    private static final class BeanInstantiator extends DefaultInstantiator {

        private final transient ApplicationContext beans;

        BeanInstantiator(VaadinServletService service, ApplicationContext beans) {
            super(service);
            this.beans = beans;
        }

        @Override
        public <T> T getOrCreate(Class<T> type) {
            return beans.containsBean(type) ? beans.getBean(type) : super.getOrCreate(type);
        }

        @Override
        public <T extends Component> T createComponent(Class<T> type) {
            return beans.containsBean(type) ? beans.getBean(type) : super.createComponent(type);
        }

        @Override
        public Stream<VaadinServiceInitListener> getServiceInitListeners() {
            return Stream.concat(super.getServiceInitListeners(), beans.streamOfType(VaadinServiceInitListener.class));
        }

        @Override
        public I18NProvider getI18NProvider() {
            return beans.getBean(I18NProvider.class);
        }
    }
}
