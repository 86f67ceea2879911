import java.util.List;
import org.apache.curator.CuratorZookeeperClient;
import org.apache.curator.ensemble.exhibitor.DefaultExhibitorRestClient;
import org.apache.curator.ensemble.exhibitor.ExhibitorEnsembleProvider;
import org.apache.curator.ensemble.exhibitor.Exhibitors;
import org.apache.curator.retry.RetryOneTime;

/** Run from source against Curator 4.3.0: finds the ensemble through Exhibitor and connects to it. */
public class ExhibitorUser {
  public static void main(String[] args) throws Exception {
    Exhibitors exhibitors = new Exhibitors(List.of(args[0]), 8181, () -> "");
    ExhibitorEnsembleProvider provider =
        new ExhibitorEnsembleProvider(
            exhibitors,
            new DefaultExhibitorRestClient(),
            "/exhibitor/v1/cluster/list",
            100,
            new RetryOneTime(100));
    provider.pollForInitialEnsemble();
    CuratorZookeeperClient client =
        new CuratorZookeeperClient(provider, 10_000, 5_000, null, new RetryOneTime(100));
    client.start();
    client.blockUntilConnectedOrTimedOut();
    System.out.println("connect string " + provider.getConnectionString());
    System.out.println("children " + client.getZooKeeper().getChildren("/", false));
    client.close();
    System.exit(0);
  }
}
