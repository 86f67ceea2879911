package io.cellos.marathon.api;

/** What {@code /help} says. */
final class Help {
  static final String TEXT =
      """
      Marathon's REST API, version 1.11
      (https://mesosphere.github.io/marathon/api-console/index.html)

      /v2/apps                        GET POST PUT PATCH   ?embed= ?cmd= ?id= ?label= ?force=
      /v2/apps/<id>                   GET PUT PATCH DELETE ?embed= ?force= ?partialUpdate=
      /v2/apps/<id>/restart           POST                 ?force=
      /v2/apps/<id>/tasks             GET DELETE           ?host= ?scale= ?wipe= ?force=
      /v2/apps/<id>/tasks/<task>      DELETE               ?scale= ?wipe= ?force=
      /v2/apps/<id>/versions          GET
      /v2/apps/<id>/versions/<v>      GET
      /v2/deployments                 GET
      /v2/deployments/<id>            DELETE               ?force=
      /v2/events                      GET                  ?event_type=
      /v2/groups                      GET POST PUT DELETE  ?embed= ?force= ?dryRun=
      /v2/groups/<id>                 GET POST PUT PATCH DELETE
      /v2/groups/<id>/apps            GET
      /v2/groups/<id>/versions        GET
      /v2/groups/<id>/versions/<v>    GET
      /v2/info                        GET
      /v2/leader                      GET DELETE
      /v2/plugins                     GET
      /v2/pods                        HEAD GET POST        ?force=
      /v2/pods/::status               GET
      /v2/pods/<id>                   GET PUT DELETE       ?force=
      /v2/pods/<id>::status           GET
      /v2/pods/<id>::versions         GET
      /v2/pods/<id>::versions/<v>     GET
      /v2/pods/<id>::instances        DELETE               ?wipe=
      /v2/pods/<id>::instances/<i>    DELETE               ?wipe=
      /v2/queue                       GET                  ?embed=lastUnusedOffers
      /v2/queue/<id>/delay            DELETE
      /v2/tasks                       GET                  ?status=
      /v2/tasks/delete                POST                 ?scale= ?wipe= ?force=
      /logging                        GET POST
      /help /metrics /metrics/prometheus /ping /status /version
      """;

  private Help() {}
}
