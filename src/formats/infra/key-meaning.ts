import { isHostKey, isRegionKey } from './shell-lines.ts';

/**
 * What a key of an infrastructure file says about its value. `prose`: written for people, never evidence. `plain`: only a whole address in it
 * counts.
 */
export type KeyMeaning = 'prose' | 'image' | 'shell' | 'host' | 'region' | 'plain';

const prose: ReadonlySet<string> = new Set(
  `$schema schema $id $ref $comment _comment // # description summary title message messages comment comments help helptext usage homepage home
  docs doc documentation documentationurl docs_url docsurl docurl readme changelog releasenotes license licenses licence licenseurl contact contacts
  maintainer maintainers author authors sources source_code sourcecode icon iconurl icon_url logo logourl logo_uri externaldocs termsofservice
  tos tos_uri policy_uri support supporturl support_url bugs bugtracker_url bug_reports issues issuetracker funding link links note notes example
  examples x-logo x-generator display displayname display_name header footer banner text placeholder labels see seealso see_also reference
  references attribution copyright credits welcome tip tips warning motd annotations_doc name tag tags id apiversion kind ignore ignores
  ignored_urls exclude excludes exclusions denylist blocklist blacklist notes.txt repository_url_doc run-name`.split(
    /\s+/,
  ),
);
const shell: ReadonlySet<string> = new Set(
  `run script scripts before_script after_script command commands args entrypoint cmd sh shell bash powershell pwsh inline inlinescript
  user_data userdata user-data cloud-init custom_data startup_script startup-script metadata_startup_script oncreatecommand updatecontentcommand
  postcreatecommand poststartcommand postattachcommand initializecommand prestart poststart install before_install before_cache runcmd bootcmd
  pre_build build_command buildcommand start_command startcommand post_build exec test raw local-exec remote-exec win_shell script-text fn::sub`.split(
    /\s+/,
  ),
);
const images: ReadonlySet<string> = new Set([
  'image',
  'baseimage',
  'base_image',
  'image_uri',
  'imageuri',
  'container_image',
  'docker_image',
  'dockerimage',
  'image_name',
  'imagename',
  'runnerimage',
]);

const known = new Map<string, KeyMeaning>();
const mostKept = 20_000;

/** Remembered, since the same keys stand in every file. */
export function keyMeaning(key: string): KeyMeaning {
  let meaning = known.get(key);
  if (meaning === undefined) {
    meaning = meaningOf(key);
    if (known.size >= mostKept) known.clear();
    known.set(key, meaning);
  }
  return meaning;
}

function meaningOf(key: string): KeyMeaning {
  const word = key.toLowerCase();
  if (
    prose.has(word) ||
    /^org\.(?:opencontainers|label-schema)\b|(?:^|[./])(?:documentation|homepage|changelog|links?|docs?|help)[-_]?(?:url|uri|link)?$/.test(
      word,
    )
  )
    return 'prose';
  // An extension of a vendor, a linter or a renderer: `x-docs-url`, but not `x-backend`.
  if (images.has(word)) return 'image';
  if (shell.has(word)) return 'shell';
  if (isRegionKey(key)) return 'region';
  if (isHostKey(key)) return 'host';
  return 'plain';
}
