import type { Component, Place } from '../../model/component.ts';

/** Clouds whose region codes are told apart by the cloud's name, as `identity/region.ts` writes them. */
export type Cloud =
  | 'aws'
  | 'azure'
  | 'gcp'
  | 'aliyun'
  | 'tencent'
  | 'huawei'
  | 'yandex'
  | 'volcengine'
  | 'baidu'
  | 'jdcloud';

/** Terraform providers, SDK and environment words, and the cloud each speaks of. */
const cloudWords: readonly (readonly [RegExp, Cloud])[] = [
  [/(?:^|[._:-])(?:aws|amazon|s3|ec2|eks|dynamodb)(?:$|[._:-])/i, 'aws'],
  [/(?:^|[._:-])(?:azure|azurerm|arm|azapi)(?:$|[._:-])/i, 'azure'],
  [/(?:^|[._:-])(?:gcp|google|gcloud|cloudsdk|gke)(?:$|[._:-])/i, 'gcp'],
  [/(?:^|[._:-])(?:alicloud|aliyun|alibaba|alibabacloud|alibaba_cloud|ack|acr)(?:$|[._:-])/i, 'aliyun'],
  [/(?:^|[._:-])(?:tencent|tencentcloud|qcloud|tke|cos)(?:$|[._:-])/i, 'tencent'],
  [/(?:^|[._:-])(?:huawei|huaweicloud|hw|obs)(?:$|[._:-])/i, 'huawei'],
  [/(?:^|[._:-])(?:yandex|yc)(?:$|[._:-])/i, 'yandex'],
  [/(?:^|[._:-])(?:volcengine|volc)(?:$|[._:-])/i, 'volcengine'],
  [/(?:^|[._:-])(?:baidu|baiducloud|bce)(?:$|[._:-])/i, 'baidu'],
  [/(?:^|[._:-])(?:jdcloud)(?:$|[._:-])/i, 'jdcloud'],
];

/** The cloud that a key, provider or resource type speaks of. */
export function cloudOf(word: string): Cloud | undefined {
  let cloud = clouds.get(word);
  if (cloud === undefined) {
    const spaced = word.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
    cloud = cloudWords.find(([fits]) => fits.test(spaced))?.[1] ?? 'none';
    if (clouds.size >= mostKept) clouds.clear();
    clouds.set(word, cloud);
  }
  return cloud === 'none' ? undefined : cloud;
}

/** Keys repeat from file to file. */
const clouds = new Map<string, Cloud | 'none'>();
const mostKept = 20_000;

/** Region codes that one cloud alone uses, so that no other word is needed. Azure spells without separators. */
const unmistakable: readonly (readonly [RegExp, Cloud])[] = [
  [/^cn-northwest-\d$/, 'aws'],
  [/^china(?:east|north)\d?$/, 'azure'],
  [
    /^cn-(?:beijing|hangzhou|shanghai|shenzhen|qingdao|zhangjiakou|huhehaote|wulanchabu|chengdu|guangzhou|heyuan|nanjing|fuzhou|hongkong|wuhan-lr|zhengzhou-jva)(?:-finance(?:-\d)?|-gov-\d)?$/,
    'aliyun',
  ],
  [/^ap-(?:guangzhou|shanghai|beijing|chengdu|chongqing|nanjing|hongkong)$/, 'tencent'],
  [/^ru-central\d(?:-[a-z])?$/, 'yandex'],
];

/** A region code with its cloud, `aws:cn-north-1`; undefined where the code is no code or its cloud is not known. */
export function regionIn(text: string, cloud: Cloud | undefined): string | undefined {
  const code = text.trim().toLowerCase().replace(/\s+/g, '');
  if (!/^[a-z]{2,}[a-z0-9-]{2,40}$/.test(code)) return undefined;
  const owner = cloud ?? unmistakable.find(([fits]) => fits.test(code))?.[1];
  if (owner === undefined) return undefined;
  if (owner === 'azure') return /^[a-z]+\d?$/.test(code) && code.length > 5 ? `azure:${code}` : undefined;
  if (!/-\d|-[a-z]+\d?$/.test(code)) return undefined;
  // A zone is in its region.
  return `${owner}:${code.replace(/^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/, '$1')}`;
}

/** Clouds that write the region into their host names. */
const regionalHosts: readonly (readonly [RegExp, Cloud])[] = [
  [/(?:^|[.-])((?:cn|us|eu|ap|sa|ca|me|af|il|mx)-(?:gov-)?[a-z]+-\d)\.amazonaws\.com(?:\.cn)?$/, 'aws'],
  [/(?:^|\.)s3[.-]((?:cn|us|eu|ap|sa|ca|me|af|il)-[a-z]+-\d)\.amazonaws\.com(?:\.cn)?$/, 'aws'],
  [/(?:^|[.-])((?:cn|us|eu|ap|me)-[a-z]+(?:-\d)?)(?:-internal)?\.(?:[a-z-]+\.)?aliyuncs\.com$/, 'aliyun'],
  [/(?:^|\.)(?:cos\.)?(ap-[a-z]+|na-[a-z]+|eu-[a-z]+)\.(?:myqcloud|tencentcos)\.c(?:om|n)$/, 'tencent'],
  [/(?:^|\.)((?:cn|ap|af|la|eu|na)-[a-z]+-\d)\.myhuaweicloud\.com$/, 'huawei'],
];

/** The region that a host's name tells, with its cloud. */
export function regionOfHost(host: string): string | undefined {
  if (!host.includes('-')) return undefined;
  for (const [fits, cloud] of regionalHosts) {
    const code = fits.exec(host)?.[1];
    if (code !== undefined) return `${cloud}:${code}`;
  }
  return undefined;
}

/** Region and cloud of a resource name of AWS: `arn:aws-cn:s3:cn-north-1:...`. */
export function regionOfArn(text: string): string | undefined {
  const code = /^arn:aws(?:-cn|-us-gov)?:[a-z0-9-]+:([a-z]{2}-[a-z-]+-\d):/.exec(text)?.[1];
  return code === undefined ? undefined : `aws:${code}`;
}

/** The clouds whose operator is another claim than the region, by the name their operator trades under. */
const operators: Partial<Record<Cloud, string>> = {
  aliyun: 'Alibaba Cloud',
  tencent: 'Tencent Cloud',
  huawei: 'Huawei Cloud',
  yandex: 'Yandex Cloud',
  volcengine: 'Volcengine',
  baidu: 'Baidu AI Cloud',
  jdcloud: 'JD Cloud',
};

/** What a resource declared at a cloud says: it is hosted there. Undefined for clouds whose name says nothing that a host would not say better. */
export function cloudComponent(cloud: Cloud, declared: string, at: Place): Component | undefined {
  const operator = operators[cloud];
  if (operator === undefined) return undefined;
  return {
    kind: 'service',
    name: operator,
    identifiers: [{ kind: 'organisation', value: operator, field: declared, relation: 'hosted-by' }],
    at,
  };
}

/** A region as a data location of its own: the claim is where data is, not who provides it. */
export function regionComponent(region: string, field: string, at: Place): Component {
  return {
    kind: 'service',
    name: region,
    identifiers: [{ kind: 'region', value: region, field, relation: 'hosted-by' }],
    at,
    attributes: { region },
  };
}
