/**
 * Exports of known products whose headers mean something of their own: data, no code. What is not said here is read by the header words of
 * header-synonyms.ts, so a product stands here only when some header would be misread, when its rows are not devices, or when the set of
 * headers alone proves an inventory. Sources: the products' documentation and code (NetBox, Snipe-IT, OCS, GLPI, osquery, Netdisco, memdocs,
 * azure-docs, runZero API), public reports and samples. `needs` and the keys of `columns` are compared after `foldHeader`.
 */
import type { Column } from './header-synonyms.ts';

/**
 * What one row is. Only `device` rows speak of devices: a `component` sits in one, a `catalogue` row is a type that may be in use, a
 * `scan-result` row is one of many about the same host.
 */
export type RowKind =
  | 'device'
  | 'component'
  | 'catalogue'
  | 'scan-result'
  | 'app'
  | 'app-on-device'
  | 'extension'
  | 'os-package';

export type AppPlatform = 'android' | 'ios' | 'windows' | 'macos';

export interface ProductTable {
  readonly id: string;
  readonly title: string;
  readonly row: RowKind;
  /** Headers that must all be there, separated by ` | `. */
  readonly needs: string;
  /** Headers that must not be there. */
  readonly lacks?: string;
  /** Headers that mean something else here than elsewhere. `host` is the device that a component sits in. */
  readonly columns?: Readonly<
    Record<string, Column | 'unused' | 'host' | 'extension-id' | 'plugin-output' | 'plugin-id'>
  >;
  /** For rows that are packages or extensions. */
  readonly ecosystem?: 'deb' | 'rpm' | 'npm' | 'pypi' | 'vscode' | 'browser-extension';
  /** Where the apps run, when no column says so. */
  readonly platform?: AppPlatform;
  /** The maker of everything in this export, where it has no maker column because all is from one. */
  readonly maker?: string;
}

/** More specific ones first: the first whose headers are all there is taken. */
export const productTables: readonly ProductTable[] = [
  // NetBox. Labels are translated; the import names are not.
  {
    id: 'netbox-device-types',
    title: 'NetBox device or module types',
    row: 'catalogue',
    needs: 'Device Type | Manufacturer | U Height',
    columns: { 'Device Type': 'model' },
  },
  {
    id: 'netbox-type-import',
    title: 'NetBox type import',
    row: 'catalogue',
    needs: 'manufacturer | model | slug',
  },
  {
    id: 'netbox-modules',
    title: 'NetBox modules',
    row: 'component',
    needs: 'Device | Module Bay | Module Type',
    columns: { Device: 'host', 'Module Type': 'model' },
  },
  {
    id: 'netbox-inventory-items',
    title: 'NetBox inventory items',
    row: 'component',
    needs: 'Name | Device | Label | Part ID',
    columns: {
      Device: 'host',
      Role: 'category',
      'Component type': 'unused',
      'Component name': 'unused',
      Discovered: 'unused',
    },
  },
  {
    id: 'netbox-mac-addresses',
    title: 'NetBox MAC addresses',
    row: 'device',
    needs: 'MAC Address | Parent | Interface',
    columns: { Parent: 'name' },
  },
  {
    id: 'netbox-mac-import',
    title: 'NetBox MAC address import',
    row: 'device',
    needs: 'mac_address | device | virtual_machine | interface',
    columns: { device: 'name', virtual_machine: 'unused', is_primary: 'unused' },
  },
  {
    id: 'netbox-devices',
    title: 'NetBox devices',
    row: 'device',
    needs: 'Manufacturer | Type | Role | Status',
    lacks: 'Model | Model Number',
    columns: { Type: 'model', Role: 'category', Platform: 'os', Location: 'unused', Site: 'site' },
  },
  // Snipe-IT.
  {
    id: 'snipeit-models',
    title: 'Snipe-IT models',
    row: 'catalogue',
    needs: 'Name | Category | Manufacturer | Model Number | Fieldset',
    columns: { Name: 'model' },
  },
  {
    id: 'snipeit-custom-report',
    title: 'Snipe-IT asset report',
    row: 'device',
    needs: 'Asset Name | Asset Tag | Model | Checked Out | Type',
    columns: { Type: 'unused' },
  },
  {
    id: 'snipeit-assets',
    title: 'Snipe-IT assets',
    row: 'device',
    needs: 'Asset Tag | Model | Checkout Type',
  },
  {
    id: 'snipeit-components',
    title: 'Snipe-IT components',
    row: 'component',
    needs: 'Item Name | Category | Quantity | Order Number',
    lacks: 'Manufacturer | Model | MAC Address',
    columns: { 'Item Name': 'maker-and-model' },
  },
  // Lansweeper.
  {
    id: 'lansweeper-software',
    title: 'Lansweeper software',
    row: 'app-on-device',
    needs: 'AssetName | Software | Publisher',
    columns: { SP: 'unused' },
    platform: 'windows',
  },
  {
    id: 'lansweeper-assets',
    title: 'Lansweeper assets',
    row: 'device',
    needs: 'AssetID | AssetName',
    columns: { AssetID: 'asset-tag', AssetName: 'name', OU: 'unused' },
  },
  // OCS Inventory, GLPI.
  {
    id: 'ocs-all-computers',
    title: 'OCS Inventory computers',
    row: 'device',
    needs: 'Computer | BIOS Manufacturer',
  },
  // Microsoft.
  {
    id: 'intune-mam',
    title: 'Intune app protection',
    row: 'app-on-device',
    needs: 'App | DeviceManufacturer | DeviceModel',
    columns: { Platform: 'platform', DeviceType: 'category' },
  },
  {
    id: 'intune-all-apps',
    title: 'Intune apps',
    row: 'app',
    needs: 'AppIdentifier | Publisher | StoreURL',
    columns: { Name: 'app-name', Type: 'unused', Category: 'unused', Owner: 'unused', Status: 'unused' },
  },
  {
    id: 'intune-detected-apps',
    title: 'Intune discovered apps',
    row: 'app',
    needs: 'ApplicationKey | ApplicationName | ApplicationVersion',
    columns: { ApplicationKey: 'unused' },
  },
  {
    id: 'intune-devices-report',
    title: 'Intune devices report',
    row: 'device',
    needs: 'DeviceName | DeviceType | SerialNumber | WifiMacAddress',
    columns: { DeviceType: 'category', DeviceId: 'unused' },
  },
  {
    id: 'intune-devices',
    title: 'Intune devices',
    row: 'device',
    needs: 'Device ID | Device name | Wi-Fi MAC',
    columns: { 'Device ID': 'unused', Ownership: 'unused', 'Management name': 'unused' },
  },
  {
    id: 'sccm-installed-software',
    title: 'Configuration Manager installed software',
    row: 'app',
    needs: 'DisplayName0 | Publisher0',
    platform: 'windows',
  },
  {
    id: 'sccm-arp-software',
    title: 'Configuration Manager installed software',
    row: 'app',
    needs: 'ARPDisplayName0 | Publisher0',
    platform: 'windows',
  },
  {
    id: 'sccm-computer-system',
    title: 'Configuration Manager computers',
    row: 'device',
    needs: 'Manufacturer0 | Model0',
  },
  {
    id: 'getmac',
    title: 'getmac /v /fo csv',
    row: 'component',
    needs: 'Connection Name | Network Adapter | Physical Address',
    columns: { 'Network Adapter': 'maker-and-model' },
  },
  {
    id: 'defender-for-iot',
    title: 'Microsoft Defender for IoT',
    row: 'device',
    // Its documentation says that Vendor is taken from the MAC.
    needs: 'Vendor | MAC Address | Is Authorized',
    columns: { Vendor: 'oui-name', Appliance: 'unused', Type: 'category' },
  },
  {
    id: 'defender-for-iot-alerts',
    title: 'Microsoft Defender for IoT',
    row: 'device',
    needs: 'Vendor | MAC Address | Unacknowledged Alerts',
    columns: { Vendor: 'oui-name', Appliance: 'unused', Type: 'category' },
  },
  // Jamf Pro manages Apple devices only and has no maker column.
  {
    id: 'jamf-computers',
    title: 'Jamf Pro computers',
    row: 'device',
    needs: 'Computer Name | JSS Computer ID',
    lacks: 'Manufacturer | Vendor | Make | Maker',
    maker: 'Apple',
  },
  {
    id: 'jamf-computers-new',
    title: 'Jamf Pro computers',
    row: 'device',
    needs: 'Computer Name | Jamf Pro ID',
    lacks: 'Manufacturer | Vendor | Make | Maker',
    maker: 'Apple',
  },
  {
    id: 'jamf-mobile-devices',
    title: 'Jamf Pro mobile devices',
    row: 'device',
    needs: 'mobile_device_id | wifi_mac_address | model_identifier',
    lacks: 'Manufacturer | Vendor | Make | Maker',
    maker: 'Apple',
  },
  // runZero.
  {
    id: 'runzero-servicenow',
    title: 'runZero for ServiceNow',
    row: 'device',
    needs: 'hw_vendor | hw_product | mac_manufacturer',
    columns: { sys_class_name: 'unused', type: 'category', organization: 'unused', site: 'site' },
  },
  {
    id: 'runzero-assets',
    title: 'runZero assets',
    row: 'device',
    needs: 'hw | macs | mac_vendors',
    columns: { newest_mac: 'unused', domains: 'unused', org_name: 'unused' },
  },
  // ServiceNow. Its vendor is the seller.
  {
    id: 'servicenow-cmdb',
    title: 'ServiceNow CMDB',
    row: 'device',
    needs: 'name | sys_class_name',
    columns: { vendor: 'supplier', model_id: 'model', company: 'company', subcategory: 'unused', category: 'unused' },
  },
  {
    id: 'servicenow-cmdb-labels',
    title: 'ServiceNow CMDB',
    row: 'device',
    needs: 'Name | Class | Manufacturer | Model ID',
    columns: { Vendor: 'supplier' },
  },
  // Scanners: one row a finding.
  {
    id: 'nessus',
    title: 'Nessus or Tenable findings',
    row: 'scan-result',
    needs: 'Plugin ID | Host | Name | Plugin Output',
    columns: {
      'Plugin ID': 'plugin-id',
      'Plugin Output': 'plugin-output',
      Name: 'unused',
      'DNS Name': 'unused',
      NetBIOS: 'unused',
      Description: 'unused',
      'CVSS v2.0 Base Score': 'unused',
      'CVSS v3.0 Base Score': 'unused',
      'CVSS v2.0 Temporal Score': 'unused',
      'CVSS v3.0 Temporal Score': 'unused',
      'STIG Severity': 'unused',
      'Risk Factor': 'unused',
      BID: 'unused',
      XREF: 'unused',
      MSKB: 'unused',
      'Plugin Publication Date': 'unused',
      'Plugin Modification Date': 'unused',
      Metasploit: 'unused',
      'Core Impact': 'unused',
      CANVAS: 'unused',
      'System Type': 'category',
    },
  },
  {
    id: 'qualys',
    title: 'Qualys findings',
    row: 'scan-result',
    needs: 'IP | QID | Title',
    // Category is that of the vulnerability, Type its kind, and DNS and FQDN name the host a second time.
    columns: {
      Category: 'unused',
      Type: 'unused',
      DNS: 'unused',
      NetBIOS: 'unused',
      FQDN: 'unused',
      IP: 'name',
      'OS CPE': 'cpe',
    },
  },
  // Operations technology.
  {
    id: 'claroty-ctd',
    title: 'Claroty CTD',
    row: 'device',
    needs: 'Vendor | ResourceID | VirtualZone',
    columns: { Vendor: 'manufacturer' },
  },
  {
    id: 'armis',
    title: 'Armis devices',
    row: 'device',
    needs: 'displayTitle | macAddress | manufacturer',
    columns: { boundaries: 'unused', names: 'unused', type: 'unused', category: 'category' },
  },
  {
    id: 'axonius',
    title: 'Axonius devices',
    row: 'app-on-device',
    needs: 'swname | device_manufacturer',
    columns: { id: 'unused', cve: 'unused' },
  },
  // UniFi clients: the name beside each MAC is looked up.
  {
    id: 'unifi-clients',
    title: 'UniFi clients',
    row: 'device',
    needs: 'mac | oui | hostname',
    columns: { oui: 'oui-name' },
  },
  {
    id: 'network-scan-de',
    title: 'Network scan, German',
    row: 'device',
    // Hersteller is looked up from the MAC.
    needs: 'MAC | Hersteller | Erkannt via',
    columns: { Hersteller: 'oui-name', 'SNMP-Name': 'unused' },
  },
  {
    id: 'netdisco-modules',
    title: 'Netdisco modules',
    row: 'component',
    needs: 'Device | Class | Model | HW Version | FW Version',
    columns: { Device: 'host', Name: 'name', Type: 'unused', Class: 'category' },
  },
  {
    id: 'camera-fleet',
    title: 'Camera fleet',
    row: 'device',
    needs: 'MANUFACTURER | MODEL | LIVE_UNIT_SERIAL_NM',
  },
  {
    id: 'camera-survey',
    title: 'CCTV survey',
    row: 'device',
    needs: 'make | model | mountingHeight',
    columns: { ref: 'name', purpose: 'use' },
  },
  {
    id: 'camera-onboarding',
    title: 'Camera onboarding list',
    row: 'device',
    needs: 'vendor | model | rtsp_port',
    columns: { vendor: 'manufacturer' },
  },
  // osquery, as CSV or JSON.
  {
    id: 'osquery-usb',
    title: 'osquery usb_devices',
    row: 'component',
    needs: 'usb_address | vendor_id | model_id',
    columns: {
      vendor: 'manufacturer',
      model_id: 'usb-product',
      version: 'unused',
      class: 'unused',
      hostname: 'host',
      host_identifier: 'host',
    },
  },
  {
    id: 'osquery-pci',
    title: 'osquery pci_devices',
    row: 'component',
    needs: 'pci_slot | vendor_id | model_id',
    columns: { vendor: 'manufacturer', vendor_id: 'pci-vendor', model_id: 'pci-product', hostname: 'host' },
  },
  {
    id: 'osquery-system-info',
    title: 'osquery system_info',
    row: 'device',
    needs: 'hostname | hardware_vendor | hardware_model',
    columns: { computer_name: 'unused' },
  },
  {
    id: 'osquery-interfaces',
    title: 'osquery interface_details',
    row: 'component',
    // The maker of the adapter or of its driver, not of the computer.
    needs: 'interface | mac | manufacturer | mtu',
    columns: { type: 'unused', hostname: 'host' },
  },
  {
    id: 'osquery-arp',
    title: 'osquery arp_cache',
    row: 'device',
    needs: 'address | mac | interface | permanent',
    columns: { address: 'ip' },
  },
  {
    id: 'ip-neigh',
    title: 'ip -json neigh',
    row: 'device',
    needs: 'dst | dev | state',
    columns: { dev: 'unused', state: 'unused' },
  },
  {
    id: 'get-net-neighbor',
    title: 'Get-NetNeighbor',
    row: 'device',
    needs: 'IPAddress | LinkLayerAddress',
    columns: { State: 'unused' },
  },
  {
    id: 'osquery-programs',
    title: 'osquery programs',
    row: 'app',
    needs: 'name | version | install_location | publisher',
    columns: { name: 'app-name', identifying_number: 'unused', hostname: 'unused' },
    platform: 'windows',
  },
  {
    id: 'osquery-apps',
    title: 'osquery apps',
    row: 'app',
    needs: 'name | bundle_identifier | bundle_short_version',
    columns: { name: 'app-name', category: 'unused', display_name: 'unused', hostname: 'unused' },
    platform: 'macos',
  },
  {
    id: 'osquery-deb',
    title: 'osquery deb_packages',
    row: 'os-package',
    needs: 'name | version | maintainer | admindir',
    columns: { name: 'name', source: 'unused' },
    ecosystem: 'deb',
  },
  {
    id: 'osquery-rpm',
    title: 'osquery rpm_packages',
    row: 'os-package',
    needs: 'name | version | release | sha1 | arch',
    columns: {
      name: 'name',
      vendor: 'publisher',
      release: 'unused',
      sha1: 'unused',
      epoch: 'unused',
      install_time: 'unused',
      package_group: 'unused',
    },
    ecosystem: 'rpm',
  },
  {
    id: 'osquery-extensions',
    title: 'osquery chrome_extensions',
    row: 'extension',
    needs: 'name | identifier | version | update_url',
    columns: {
      name: 'app-name',
      identifier: 'extension-id',
      hostname: 'unused',
      key: 'unused',
      manifest_hash: 'unused',
      manifest_json: 'unused',
      optional_permissions: 'unused',
      optional_permissions_json: 'unused',
      permissions: 'unused',
      permissions_json: 'unused',
      persistent: 'unused',
      from_webstore: 'unused',
      state: 'unused',
      install_time: 'unused',
      install_timestamp: 'unused',
    },
    ecosystem: 'browser-extension',
  },
  {
    id: 'osquery-firefox-addons',
    title: 'osquery firefox_addons',
    row: 'extension',
    needs: 'name | identifier | version | creator | visible',
    columns: {
      name: 'app-name',
      identifier: 'extension-id',
      creator: 'unused',
      source_url: 'unused',
      visible: 'unused',
      active: 'unused',
      disabled: 'unused',
      autoupdate: 'unused',
      native: 'unused',
      type: 'unused',
      location: 'unused',
    },
    ecosystem: 'browser-extension',
  },
  {
    id: 'osquery-vscode-extensions',
    title: 'osquery vscode_extensions',
    row: 'extension',
    needs: 'name | uuid | version | publisher | publisher_id',
    columns: {
      name: 'extension-id',
      publisher: 'publisher',
      publisher_id: 'unused',
      installed_at: 'unused',
      prerelease: 'unused',
      vscode_edition: 'unused',
    },
    ecosystem: 'vscode',
  },
];
