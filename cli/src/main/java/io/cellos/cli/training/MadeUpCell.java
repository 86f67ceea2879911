package io.cellos.cli.training;

/** What AWS would say of a cell with one nucleus node, as far as looking at a cell asks. */
final class MadeUpCell {
  private static final String NODE = "i-0123456789abcdef0";
  private static final String GROUP =
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/training-zookeeper/0123456789abcdef";

  private MadeUpCell() {}

  /** The body of the answer to the action. */
  static String answer(String action) {
    return switch (action) {
      case "DescribeStacks" ->
          """
          <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
          <StackName>training</StackName><StackId>arn:aws:cloudformation:us-east-1:123456789012:stack/training/1</StackId>
          <CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>
          <Parameters><member><ParameterKey>Bucket</ParameterKey><ParameterValue>training</ParameterValue></member></Parameters>
          <Tags><member><Key>cell</Key><Value>training</Value></member><member><Key>cell-os</Key><Value>0</Value></member></Tags>
          <Outputs><member><OutputKey>ZookeeperUrl</OutputKey><OutputValue>http://zookeeper</OutputValue></member>
          <member><OutputKey>ZookeeperTargetGroup</OutputKey><OutputValue>%s</OutputValue></member></Outputs>
          </member></Stacks></DescribeStacksResult></DescribeStacksResponse>
          """
              .formatted(GROUP);
      case "DescribeAutoScalingGroups" ->
          """
          <DescribeAutoScalingGroupsResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><DescribeAutoScalingGroupsResult><AutoScalingGroups><member>
          <AutoScalingGroupName>training-Nucleus</AutoScalingGroupName><DesiredCapacity>1</DesiredCapacity><MinSize>0</MinSize><MaxSize>9</MaxSize>
          <Instances><member><InstanceId>%s</InstanceId><LifecycleState>InService</LifecycleState><HealthStatus>Healthy</HealthStatus></member></Instances>
          <Tags><member><Key>cell</Key><Value>training</Value></member><member><Key>role</Key><Value>nucleus</Value></member></Tags>
          <CreatedTime>2026-01-01T00:00:00Z</CreatedTime>
          </member></AutoScalingGroups></DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>
          """
              .formatted(NODE);
      case "DescribeInstances" ->
          """
          <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet><item><instancesSet><item>
          <instanceId>%s</instanceId><privateIpAddress>10.0.16.4</privateIpAddress><launchTime>2026-01-01T00:00:00.000Z</launchTime>
          <instanceState><code>16</code><name>running</name></instanceState>
          </item></instancesSet></item></reservationSet></DescribeInstancesResponse>
          """
              .formatted(NODE);
      case "DescribeTargetHealth" ->
          """
          <DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeTargetHealthResult><TargetHealthDescriptions><member>
          <Target><Id>%s</Id><Port>8181</Port></Target><TargetHealth><State>healthy</State></TargetHealth>
          </member></TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>
          """
              .formatted(NODE);
      case "ListObjectsV2" ->
          """
          <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>training</Name><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated>
          <Contents><Key>training/shared/health/%s/ready</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"0"</ETag><Size>0</Size></Contents>
          </ListBucketResult>
          """
              .formatted(NODE);
      default -> "<Response/>";
    };
  }
}
