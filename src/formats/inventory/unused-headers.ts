/**
 * Columns of known exports that say nothing about who made a thing: data, no code. They are known so that the note about unknown columns
 * names only what a reader should look at. Names of people stand here as well: they are never evidence. Separated by ` | `, compared after
 * `foldHeader`.
 */
export const unusedHeaders = `
AADDeviceID | Abteilung | Address | Addresse | Airflow | AndroidPatchVersion | AppInstanceId | AppProtectionStatus | Appliance | ApplicationKey |
Architecture Type | Asset EOL Date | Asset Notes | Assigned | Assigned To | Assigned User | Associated Malware | Author | Azure AD Device ID |
Azure AD registered | Bugtraq ID | BundleSize | Business Unit | CLIENT_NM | CPU | CVE | CVE ID | CVSS | CVSS Base | CVSS Temporal | CVSS3 Base |
CVSS3 Temporal | CategoryId | CategoryName | CellularTechnology | CertExpirationDate | Checked Out | Checked Out To: Email |
Checked Out To: First Name | Checked Out To: Last Name | Checked Out To: Location | Checked Out To: Username | Checkout Type | City |
ClientRegistrationStatus | Cluster | Comment | Comments | Compliance | Compliance grace period expiration | ComplianceState | CompliantState |
Config Template | Configuration | Connected user | Connection Name | Contact | Contacts | Cost | Cost Center | Country | Created | Created at |
CreatedDate | Currency | Custodian | DateCreated | Default Location | Deleted | Department | Description | Descrição | Descripción | Beschreibung |
Device Count | Device state | DeviceCount | DeviceHealth | Disk | Domain | Domain0 | EAS activated | EAS activation ID | EAS reason |
EAS status | EID | EOL | EasID | Email | Email Address | Employee No. | Encrypted | EnrolledByUser | EnrollmentType | Entity | Erkannt via |
ExpirationDate | Exploitability | FW Version | FeaturedApp | Fieldset | Firmware | Firmware Version | Floor | Free storage | Freigaben | Full Depth |
Gateway | GraphDeviceIsManaged | HW Version | ICCID | ID | IMEI | IP Status | IPLocation | IPv6 | IPv6 Address | Impact | InsightName | Instance |
Interface | Intune registered | Is Authorized | IsManaged | JSS Computer ID | Jamf Pro ID | JailBroken | JoinType | LIVE_UNIT_SERIAL_NM | Label |
Last EAS sync time | Last Inventory Update | Last check-in | Last inventory | Last scan attempt | Last successful scan | Last update |
Last updated | LastContact | LastFullbackup | LastFullimage | LastModified | LastPatched | LastSeen | LastSync | Lastchanged | Lasttried |
Latitude | Longitude | MDMDeviceID | MDMStatus | MEID | Maintainer | Managed | Managed by | Management name | ManagementAgents | ManagementState |
ManagementType | Manager | Memory | Min Qty | Model Notes | Module Bay | MoreInformationURL | Note | Notes | Notizen | Bemerkung | Remarks | 備考 |
备注 | Observaciones | OS CPE | OS Version | OSVersion | OU | Order Number | Owner | OwnerType | Ownership | PCI Vuln | Parent | Parent Device |
Password | Phone number | Ping (ms) | PlatformVersion | Plugin ID | Plugin Output | Policy | Port | Ports | Position | Position (Device Bay) | Price |
Primary | Primary user UPN | Primary user display name | Primary user email address | PrimaryUser | PrivacyInformationURL |
ProcessorArchitecture | Processor | Protocol | Protocols | Purchase Cost | QID | Qty | Quantity | RAM | RAM (GB) | Rack | Rack face | Rack Unit |
ReferenceId | Region | Requestable | ResourceID | Results | Risk | RiskLevel | SNMP-Name | SP | SSH | SSL | SdkVersion | Security patch level |
See Also | Service pack | Severity | Site Group | SiteID | SkuFamily | Solution | State | Status | Storage | Subnet | Subscriber carrier |
Supervised | Synopsis | SystemType0 | Tags | Tenant | Tenant Group | Threat | Title | Total storage | Transport Name | U Height | UPN | URL | UUID |
Unacknowledged Alerts | Updated at | User | User ID | UserEmail | User Name | UserName0 | Userdomain | VC Position | VC Priority | VLAN |
VLAN ID | Vendor Reference | Virtual Chassis | WiFiSubnetID | Warranty | Warranty Expiration | Warranty End | Warrantydate | Zip | accessSwitch |
addresses_extra | addresses_scope | admindir | agent_name | alive | applescript_enabled | arch | Architecture | attributes | boundaries |
browser_type | bundle_executable | bundle_name | bundle_package_type | bundle_version | businessImpact | cloud_id | cloudprovider | company_id |
compiler | connection_id | copyright | board_model | board_serial | board_version | cpu_brand | cpu_logical_cores | cpu_microcode |
cpu_physical_cores | cpu_sockets | cpu_subtype | cpu_type | credentials | current_locale | customProperties | cvedescription | dataSources |
default_locale | detected_by | development_region | device_bay | device_company | disk_available_mb | disk_percent_full | disk_size_mb |
displayTitle | domains | driver | element | emulated_cpu_type | enabled | environment | eol_os | eol_os_ext | exposed_to_internet | express |
face | fgid | field_123 | finding_count | firstname | First Name | flags | force_depreciation | friendly_name | icon | info_string |
install_location | install_source | install_status | is_managed | language | last_agent_id | last_backup_time | last_discovered |
last_location_id | last_opened_time | last_report_date | last_report_id | last_seen | last_task_id | lastname | Last Name | lens | lighting |
local_hostname | lowest_rtt | lowest_ttl | mDNS-Services | manageremail | metric | minimum_system_version | mobile_device_id |
model_version_number | modem_firmware | mount_namespace_id | mountingHeight | mtu | newest_mac_age | operatingSystemVersion |
operational_status | organization_id | os_build | os_vendor | os_version | os_version_comparable | path | pci_class | pci_class_id |
pci_slot | pci_subclass | pci_subclass_id | permanent | physical_adapter | physical_memory | pid_with_namespace | priority | profile |
profile_path | protections | referenced_identifier | removable | requiredStandard | resolution | revision | risk_rank | rtsp_port | rtts |
scanned | section | sensor | service_count | service_count_arp | service_count_icmp | service_count_tcp | service_count_udp | service_env |
service_ports_tcp | service_ports_udp | service_products | service_protocols | services | site_id | size | source | sources | subclass |
subsystem | subsystem_model | subsystem_model_id | subsystem_vendor | subsystem_vendor_id | sys_id | targetDistance | thunderbolt |
typeEnum | udid | uid | uninstall_string | update_url | upgrade_code | usb_address | usb_port | userIds | userPrincipalName |
managedDeviceOwnerType | visibility | vulnerability_count | Group | Groups | Slug | Default Platform | Weight | Weight Unit | Subdevice Role |
Line | No. | # | Nr. | Index | Rev | Revision Level | Vulnerabilities | Antivirus | BitLocker | Uptime | License | License Key | Age | Condition
`;
