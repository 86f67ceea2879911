package io.cellos.marathon.core.launch;

import static io.cellos.marathon.core.launch.Fixtures.app;
import static io.cellos.marathon.core.launch.Fixtures.env;
import static io.cellos.marathon.core.launch.Fixtures.fits;
import static io.cellos.marathon.core.launch.Fixtures.offer;
import static io.cellos.marathon.core.launch.Fixtures.scheduled;
import static io.cellos.marathon.core.launch.Fixtures.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.launch.constraint.Placed;
import io.cellos.marathon.model.AppDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortsTest {
  private static final String REST = "cpus:9999;mem:999999;ports:";

  private static List<Integer> hostPorts(Offer offer, Instance instance) {
    return fits(offer, instance).instance().tasks().values().stream()
        .map(Task::hostPorts)
        .findFirst()
        .orElseThrow();
  }

  private static AppDefinition mapped(String mappings) {
    return app(
        """
        {'id':'/web','cmd':'true','networks':[{'mode':'container','name':'net'}],
         'container':{'type':'MESOS','portMappings':[%s]}}
        """
            .formatted(mappings));
  }

  @Test
  void theSameLaunchGetsTheSamePortsAndTheNextOneOthers() {
    AppDefinition app = app("{'id':'/web','cmd':'true'}");
    Offer offer = offer(REST + "[10000-60000]");
    List<Integer> first = hostPorts(offer, scheduled(app, 1));
    assertThat(hostPorts(offer, scheduled(app, 1))).isEqualTo(first);
    Instance again = Fixtures.ended(fits(offer, scheduled(app, 1)).instance());
    assertThat(hostPorts(offer, again)).isNotEqualTo(first);
    Set<Integer> all = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      all.addAll(hostPorts(offer, scheduled(app, i)));
    }
    assertThat(all).hasSizeGreaterThan(90);
    assertThat(all.stream().mapToInt(port -> port).min().orElseThrow()).isLessThan(20000);
    assertThat(all.stream().mapToInt(port -> port).max().orElseThrow()).isGreaterThan(50000);
  }

  @Test
  void anOfferIsUsedUpToItsLastPort() {
    AppDefinition app = app("{'id':'/web','cmd':'true','portDefinitions':[{'port':0},{'port':0}]}");
    Offer left = offer(REST + "[1-7,9-9,31000-31011]");
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      OfferMatch.Fits fits = fits(left, scheduled(app, i));
      fits.instance().tasks().values().forEach(task -> used.addAll(task.hostPorts()));
      left = fits.rest();
    }
    assertThat(used).hasSize(20);
    assertThat(left.getResourcesList()).noneMatch(resource -> resource.getName().equals("ports"));
    assertThat(
            Fixtures.matcher()
                .match(left, scheduled(app, 11), new Placed(), Optional.empty(), Fixtures.NOW))
        .isEqualTo(new OfferMatch.Misfits(Set.of(Reason.INSUFFICIENT_PORTS)));
  }

  /** Whatever is left of an offer can be offered on. */
  @Test
  void hundredsOfInstancesGoOnOneOffer() {
    AppDefinition app = app("{'id':'/web','cmd':'true','cpus':0.1,'mem':1}");
    Offer left = offer(REST + "[1025-65535]");
    List<Instance> launched = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      OfferMatch.Fits fits = fits(left, scheduled(app, i));
      launched.add(fits.instance());
      left = fits.rest();
    }
    assertThat(launched.stream().flatMap(i -> i.tasks().values().stream()))
        .extracting(task -> task.hostPorts().getFirst())
        .doesNotHaveDuplicates()
        .hasSize(500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false | 80, 443 | [31000-31001]        | 2 ports
          true  | 80, 443 | [1-100,400-500]      | 80 443
          true  | 80, 443 | [1-100]              | none
          true  | 80      | [80-80]              | 80
          """)
  void numbersOfPortDefinitionsCountOnlyIfRequired(
      boolean require, String ports, String offered, String expected) {
    StringBuilder definitions = new StringBuilder();
    for (String port : ports.split(", ", -1)) {
      definitions.append(definitions.isEmpty() ? "" : ",").append("{'port':" + port + "}");
    }
    AppDefinition app =
        app(
            "{'id':'/web','cmd':'true','requirePorts':%s,'portDefinitions':[%s]}"
                .formatted(require, definitions));
    OfferMatch match =
        Fixtures.matcher()
            .match(
                offer(REST + offered),
                scheduled(app),
                new Placed(),
                Optional.empty(),
                Fixtures.NOW);
    String found =
        switch (match) {
          case OfferMatch.Misfits _ -> "none";
          case OfferMatch.Fits fits -> {
            List<Integer> given = fits.instance().tasks().values().iterator().next().hostPorts();
            yield require
                ? String.join(" ", given.stream().map(String::valueOf).toList())
                : given.size() + " ports";
          }
        };
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void anAssignedPortIsNeverOneThatIsAskedFor() {
    AppDefinition app =
        mapped("{'containerPort':1,'hostPort':0},{'containerPort':2,'hostPort':31000}");
    assertThat(hostPorts(offer(REST + "[31000-31001]"), scheduled(app)))
        .containsExactly(31001, 31000);
    assertThat(
            Fixtures.matcher()
                .match(
                    offer(REST + "[31000-31000]"),
                    scheduled(app),
                    new Placed(),
                    Optional.empty(),
                    Fixtures.NOW))
        .isEqualTo(new OfferMatch.Misfits(Set.of(Reason.INSUFFICIENT_PORTS)));
  }

  @Test
  void mappingsDecideWhichPortsThereAre() {
    AppDefinition app =
        mapped(
            """
            {'containerPort':80,'hostPort':0,'name':'web'},{'containerPort':81,'name':'inner'},
            {'containerPort':0,'hostPort':31005},{'containerPort':0}
            """);
    OfferMatch.Fits fits = fits(offer(REST + "[31000-31000,31005-31005]"), scheduled(app));
    TaskInfo task = AppLaunchTest.task(fits);
    assertThat(words(task.getResourcesList())).endsWith("ports:[31000-31000, 31005-31005]");
    assertThat(fits.instance().tasks().values().iterator().next().hostPorts())
        .containsExactly(31000, 31005);
    Map<String, String> env = env(task.getCommand());
    String generated = env.get("PORT3");
    assertThat(Integer.parseInt(generated)).isBetween(1025, 65535);
    assertThat(env)
        .containsEntry("PORT0", "31000")
        .containsEntry("PORT_80", "31000")
        .containsEntry("PORT_WEB", "31000")
        .containsEntry("PORT1", "81")
        .containsEntry("PORT_81", "81")
        .containsEntry("PORT_INNER", "81")
        .containsEntry("PORT2", "31005")
        .containsEntry("PORT_31005", "31005")
        .containsEntry("PORT_" + generated, generated)
        .containsEntry("PORT", "31000")
        .containsEntry("PORTS", "31000,31005," + generated);
    assertThat(task.getContainer().getNetworkInfos(0).getPortMappingsList())
        .extracting(p -> p.getHostPort() + ">" + p.getContainerPort())
        .containsExactly("31000>80", "31005>31005");
    assertThat(task.getDiscovery().getPorts().getPortsList())
        .extracting(p -> p.getNumber() + " " + scope(p))
        .containsExactly(
            "31000 network-scope=host",
            "81 network-scope=container network-name=net",
            "31005 network-scope=host",
            generated + " network-scope=container network-name=net");
  }

  private static String scope(org.apache.mesos.v1.Protos.Port port) {
    return String.join(
        " ",
        port.getLabels().getLabelsList().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .toList());
  }

  @Test
  void anAppWithoutPortsHasNoVariablesOfThem() {
    TaskInfo task =
        AppLaunchTest.task(
            fits(
                offer("cpus:1;mem:128"),
                scheduled(app("{'id':'/web','cmd':'true','portDefinitions':[]}"))));
    assertThat(env(task.getCommand())).doesNotContainKeys("PORT", "PORTS", "PORT0");
    assertThat(task.getDiscovery().getPorts().getPortsCount()).isZero();
  }

  @Test
  void portsCanBeOfTwoReservations() {
    AppDefinition app =
        app(
            "{'id':'/web','cmd':'true','requirePorts':true,"
                + "'portDefinitions':[{'port':80},{'port':90}]}");
    TaskInfo task =
        AppLaunchTest.task(
            fits(offer("cpus:1;mem:128;ports(cells):[80-80];ports:[90-99]"), scheduled(app)));
    assertThat(words(task.getResourcesList()))
        .contains("(STATIC,cells)]):[80-80]", "ports:[90-90]");
  }
}
