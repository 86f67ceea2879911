package io.cellos.cli.training;

/**
 * What AWS would say of a cell that has one of three nucleus nodes, as far as looking at a cell
 * asks.
 */
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
          <AutoScalingGroupName>training-Nucleus</AutoScalingGroupName><DesiredCapacity>3</DesiredCapacity><MinSize>0</MinSize><MaxSize>9</MaxSize>
          <Instances><member><InstanceId>%s</InstanceId><LifecycleState>InService</LifecycleState><HealthStatus>Healthy</HealthStatus></member></Instances>
          <Tags><member><Key>cell</Key><Value>training</Value></member><member><Key>role</Key><Value>nucleus</Value></member></Tags>
          <MixedInstancesPolicy><LaunchTemplate><LaunchTemplateSpecification><LaunchTemplateId>lt-0</LaunchTemplateId><Version>1</Version></LaunchTemplateSpecification>
          <Overrides><member><InstanceType>t3.medium</InstanceType></member></Overrides></LaunchTemplate><InstancesDistribution><OnDemandBaseCapacity>0</OnDemandBaseCapacity></InstancesDistribution></MixedInstancesPolicy>
          <LaunchTemplate><LaunchTemplateId>lt-0</LaunchTemplateId><LaunchTemplateName>training</LaunchTemplateName><Version>1</Version></LaunchTemplate>
          <AvailabilityZones><member>us-east-1a</member></AvailabilityZones><TargetGroupARNs><member>training</member></TargetGroupARNs><TerminationPolicies><member>Default</member></TerminationPolicies>
          <CreatedTime>2026-01-01T00:00:00Z</CreatedTime>
          </member></AutoScalingGroups></DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>
          """
              .formatted(NODE);
      case "DescribeInstances" ->
          """
          <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet><item><instancesSet><item>
          <instanceId>%s</instanceId><privateIpAddress>10.0.16.4</privateIpAddress><launchTime>2026-01-01T00:00:00.000Z</launchTime>
          <instanceState><code>16</code><name>running</name></instanceState>
          <imageId>ami-0</imageId><instanceType>t3.medium</instanceType><keyName>training</keyName><amiLaunchIndex>0</amiLaunchIndex><ebsOptimized>false</ebsOptimized>
          <placement><availabilityZone>us-east-1a</availabilityZone><tenancy>default</tenancy></placement><monitoring><state>disabled</state></monitoring>
          <subnetId>subnet-0</subnetId><vpcId>vpc-0</vpcId><architecture>x86_64</architecture><rootDeviceName>/dev/xvda</rootDeviceName>
          <groupSet><item><groupId>sg-0</groupId><groupName>training</groupName></item></groupSet><stateReason><code>0</code><message>none</message></stateReason>
          <blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-0</volumeId><status>attached</status><attachTime>2026-01-01T00:00:00.000Z</attachTime><deleteOnTermination>true</deleteOnTermination></ebs></item></blockDeviceMapping>
          <tagSet><item><key>cell</key><value>training</value></item></tagSet><iamInstanceProfile><arn>arn:aws:iam::123456789012:instance-profile/training</arn><id>0</id></iamInstanceProfile>
          <networkInterfaceSet><item><networkInterfaceId>eni-0</networkInterfaceId><subnetId>subnet-0</subnetId><vpcId>vpc-0</vpcId><status>in-use</status><privateIpAddress>10.0.16.4</privateIpAddress>
          <groupSet><item><groupId>sg-0</groupId><groupName>training</groupName></item></groupSet>
          <attachment><attachmentId>eni-attach-0</attachmentId><deviceIndex>0</deviceIndex><status>attached</status><attachTime>2026-01-01T00:00:00.000Z</attachTime><deleteOnTermination>true</deleteOnTermination></attachment>
          <association><publicIp>192.0.2.1</publicIp><publicDnsName>training</publicDnsName><ipOwnerId>0</ipOwnerId></association>
          <privateIpAddressesSet><item><privateIpAddress>10.0.16.4</privateIpAddress><primary>true</primary><association><publicIp>192.0.2.1</publicIp></association></item></privateIpAddressesSet></item></networkInterfaceSet>
          <metadataOptions><state>applied</state><httpTokens>required</httpTokens><httpPutResponseHopLimit>1</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint></metadataOptions>
          <capacityReservationSpecification><capacityReservationPreference>open</capacityReservationPreference></capacityReservationSpecification><cpuOptions><coreCount>1</coreCount><threadsPerCore>1</threadsPerCore></cpuOptions>
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
      case "GetObject" -> "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>";
      default -> "<Response/>";
    };
  }
}
