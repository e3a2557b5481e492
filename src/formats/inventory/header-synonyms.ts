/**
 * What the columns of inventories are called, by neutral column: data, no code. Labels of NetBox, Snipe-IT and OCS in their languages, the
 * exports of the products in product-tables.ts, public sample files, and general knowledge. Labels are separated by ` | ` and compared after
 * `foldHeader`, so case, blanks and punctuation do not matter here.
 *
 * The one thing not to break: a label of a reseller column stands under `supplier` and never feeds a maker.
 */

/** What a column of an inventory means to wherefrom. `--map header=column` names one of these. */
export type Column = keyof typeof headerSynonyms;

export const headerSynonyms = {
  /** The stated maker of the thing a row is about. */
  manufacturer: `Manufacturer | Maker | Make | Brand | Device Manufacturer | hw_vendor | hardware_vendor | Manufacturer0 | smanufacturer |
    MFR | Mfr. | Mfg | Mfgr | OEM | Manufacturer Name | manufacturer_name | manufacturer.name | model_id.manufacturer | model.manufacturer |
    device_type.manufacturer | Manufactured By | Made By | Producer | Hersteller | Herstellername | Fabricant | メーカ | 製造元 | 厂商 | 制造商 |
    生产厂家 | 製造商 | Fabricante | Produttore | Fabrikant | Producent | producenta | Производитель | Výrobce | Üretici | üretici firma |
    Виробник | 제조업체 | 제조사 | Ražotājs | Tillverkare | Marca | メーカー | メーカー名 | 製造メーカー | 製造会社 | 品牌 | 生产商 | 廠牌 | 厂家 |
    设备厂商 | Marke | Marque | Constructeur | Marka | Märke | Mærke | Merk | 브랜드 | Марка | Produsent | Valmistaja | Gyártó | Výrobca |
    Proizvođač | Producător | Nhà sản xuất | Hãng sản xuất`,
  /** Maker, seller or OUI text, depending on the product: read as a maker only where nothing better is there. */
  vendor: `Vendor | Vendor Name | vendor.name`,
  /** The owner of the asset as a rule: never read as a maker. */
  company: `Company | Organisation | Organization | org_name | Firma | Unternehmen | Société | Entreprise | Empresa | 会社 | 公司`,
  /** Resellers. Never a maker. */
  supplier: `Supplier | Supplier Name | Reseller | Distributor | Dealer | Seller | Purchased From | Sold By | Lieferant | Händler | Fournisseur |
    Revendeur | Proveedor | Fornecedor | Fornitore | Leverancier | Dostawca | Поставщик | 供应商 | 供應商 | 仕入先 | 購入先 | 販売店 | 공급자 |
    Leverantör | Leverandør | Dodavatel | Tedarikçi | Постачальник | Toimittaja | Szállító`,
  model: `Model | Model Name | Device Model | Hardware Model | hw_product | hw_model | Model0 | smodel | Model ID | DeviceModel |
    model.name | model_id.name | model_id.display_name | device_type.model | modelname | Product Model | Model Description | Modell |
    Modellbezeichnung | Modèle | モデル | 型号 | 型號 | 模型 | Modelo | Modello | Модель | Modeli | 모델 | Modelis | 设备型号 | 機種 | 機種名 |
    规格型号 | 產品型號 | 製品型番 | 모델명 | Malli | Típus | Model Identifier | hardware_version`,
  /** Maker and model in one text. */
  'maker-and-model': `hw | Hardware | Device Description | Maker and Model | Make/Model | Make and Model | Make & Model | Manufacturer/Model |
    Manufacturer and Model | Hersteller/Modell`,
  'model-number': `Model Number | Model No. | Model No | Part Number | part_number | Part ID | part_id | Part No. | SKU | PN | P/N | MPN |
    Mfr Part Number | Manufacturer Part Number | model_id.model_number | model_number | Modellnr. | Modellnummer | Model n°. | モデル No. |
    型号编码 | Modelo No. | Código do Modelo | Modello N. | Modelnummer | Model nr. | Modelové č. | 모델 번호. | № моделі. | Artikelnummer |
    Référence de pièce | パーツ番号 | 部件编码(PN) | Número de parte | Onderdeelnummer | Numer części | Артикул | 부품 번호 | 型番 | 品番 |
    Modelnumber`,
  /** A model where no other column is one, else a kind of device. */
  'device-type': `Device Type | Product | Product Name | Product Type | Gerätetyp | Type d'appareil | デバイスタイプ | Tipo de dispositivo |
    Tipo di dispositivo | Soort apparaat | Typ urządzenia | Тип устройства | 장비 유형 | 製品名 | 产品名称 | 產品名稱 | Produkt | Produit | Producto |
    Produto | Prodotto | product.name`,
  /** What sort of thing it is. */
  category: `Type | Class | Category | Category Name | Role | Device Role | AssetType | Asset Type | sys_class_name | Device Class |
    Device Category | Equipment Type | Hardware Type | Kategorie | Objekt-Typ | Geräteart | Geräteklasse | Typ | Rolle | Catégorie | Rôle |
    Categoría | Categoria | Categorie | Tipo | Rol | Ruolo | Papel | Função | 分类 | 類別 | 类别 | カテゴリ | カテゴリー | 種別 | 種類 | ロール |
    タイプ | 类型 | 角色 | Тип | Роль | Категория | Kategori | Kategoria | Rola | 유형 | 역할 | 분류 | Tür | Rol`,
  serial: `Serial | Serial Number | Serial No. | Serial # | SerialNumber | SN | S/N | ssn | BIOS Serial number | hardware_serial | bios_serial |
    Service Tag | Seriennummer | Seriennr. | BIOS Seriennummer | Numéro de série | BIOS Numéro de série | シリアル | シリアル番号 | シリアルNo |
    製造番号 | 序列号 | 序號 | 序列號 | Número de serie | Número de série | Numero di serie | Seriale | Serienummer | Numer seryjny |
    Nr. seryjny | Серийный номер | Sériové číslo | Seri No | Seri Numarası | Серійний номер | 일련번호 | 시리얼 번호 | Sērijas numurs |
    Sarjanumero`,
  mac: `MAC | MAC Address | MAC Addresses | macs | MAC Addr | mac_addr | Mac ID | HW Address | HWaddr | lladdr | LinkLayerAddress | Link Layer Address | Wi-Fi MAC | WifiMacAddress |
    wiFiMacAddress | EthernetMAC | Ethernet Address | Physical Address | Hardware Address | newest_mac | mac-address | MACADDR | BSSID |
    MAC-Adresse | MAC-Adressen | Physische Adresse | Physikalische Adresse | Adresse MAC | Adresse physique | MACアドレス | MAC アドレス |
    物理アドレス | MAC地址 | MAC 地址 | 物理地址 | MAC位址 | Dirección MAC | Dirección física | Endereço MAC | Endereço físico | Indirizzo MAC |
    Indirizzo fisico | MAC-adres | Fysiek adres | Adres MAC | Adres fizyczny | MAC-адрес | MAC Адрес | Физический адрес | MAC-адреса |
    MAC adresa | MAC-adresse | MAC-adress | MAC Adresi | MAC 주소 | 물리적 주소 | MAC adrese | MAC-osoite`,
  /** The first half of a MAC. */
  oui: `OUI | MAC Prefix | OUI Prefix`,
  /** A name that some tool looked up from a MAC: evidence of the MAC, and only worth something where the MAC is missing. */
  'oui-name': `mac_manufacturer | mac_vendor | mac_vendors | newest_mac_vendor | MAC Vendor | MAC Manufacturer | OUI Vendor | OUI Name |
    OUI Manufacturer | OUI Organization | NIC Manufacturer from MAC`,
  name: `Hostname | Host | Host Name | Computer Name | Computer | Device Name | Device | Asset Name | AssetName | Asset | Name | names | Name0 |
    Netbios_Name0 | FQDN | DNS | DNS Name | NetBIOS | NetBIOS Name | Machine | Machine Name | System Name | Item Name | camera_name |
    Camera Name | Camera | device_id | Rechner | Rechnername | Nom machine | Nome do host | Bezeichnung | Gerätename | Gerät | Nom | 名前 |
    名称 | 名稱 | ホスト名 | 主机名 | 设备名称 | 設備名稱 | コンピューター名 | Nombre | Nombre de host | Nome | Nome host | Naam | Nazwa |
    Nazwa hosta | Имя | Имя хоста | Название | Jméno | Název | İsim | Ad | Назва | Ім'я | 이름 | 호스트 이름 | Nosaukums | 資産名 | 资产名称 |
    資產名稱 | Namn | Navn | Nimi | display_name | displayName | computer_name`,
  'asset-tag': `Asset Tag | AssetTag | Asset Number | Asset No. | Asset ID | BarCode | Inventory Number | Inventory No. | Asset-Tag |
    Inventarnummer | Inventar-Nr. | Numéro d'inventaire | Étiquette de l'actif | Étiquette d'actif | 資産タグ | アセットタグ | 資産番号 |
    管理番号 | 资产标签 | 資產標籤 | 资产编号 | Etiqueta de activo | Placa del activo | Etiqueta de ativo | Marcação do Ativo |
    Etichetta Bene | Etichetta dell'asset | Assettag | Etykieta zasobu | Инвентарный номер | Тег актива | Inventární číslo |
    Označení majetku | Demirbaş Etiketi | 자산 태그 | 자산번호 | Inventāra numurs | Etiqueta`,
  site: `Location | Site | site_name | Site Name | SiteName | Building | Building Name | Room | Office | Branch | Branchoffice | sysLocation |
    LOCATION_NM | Facility | Plant | Campus | Store | location.name | site.name | Standort | Lokation | Ort | Gebäude | Raum | Lieu |
    Emplacement | Bâtiment | 設置場所 | 場所 | 拠点 | ロケーション | 位置 | 站点 | 地点 | Ubicación | Sitio | Edificio | Local | Sede | Locazione |
    Ubicazione | Locatie | Lokalizacja | Расположение | Локация | Местоположение | Площадка | Umístění | Lokalita | Konum | Розташування |
    위치 | 장소 | Plats | Beliggenhed | Plassering | Sijainti | Unidade | SNMP-Standort | warehouse`,
  zone: `Zone | Security Zone | Network Zone | Network Segment | Segment | VirtualZone | Purdue Level | purdueLevel | Sicherheitszone | Netzzone |
    Ochranná zóna`,
  use: `Use | Usage | Purpose | Used For | Business Function | Function | Verwendung | Verwendungszweck | Zweck | Einsatzzweck | Utilisation |
    Usage prévu | Uso | Finalidad | Finalidade | 用途 | Назначение | Przeznaczenie | 용도 | Kullanım`,
  'data-category': `Data Category | data_category | Data Classification | Data Type | Datenkategorie | Catégorie de données`,
  ip: `IP | dst | IP Address | IP Addresses | IPAddress | ipAddress | IPv4 | IPv4 Address | addresses | Primary IP | Primary IPv4 | Management IP |
    Internet Address | WiFiIPv4Address | IP-Adresse | IP-Addresse | Internetadresse | Adresse IP | IP アドレス | IPアドレス | IP地址 |
    Dirección IP | Endereço IP | Indirizzo IP | IP-adres | Adres IP | IP-адрес | IP adresa | IP adresse | IP Adresi | IP-адреса | IP 주소 |
    IP adrese | IP-osoite`,
  os: `OS | Operating System | OperatingSystem | OSDescription | os_name | os_product | Caption0 | Operating System - Name | OS Name |
    Betriebssystem | Systeme | Système d'exploitation | Sistema operativo | Sistema operacional | オペレーティングシステム | 操作系统 | 作業系統 |
    Операционная система | Besturingssysteem | System operacyjny | Operativsystem | 운영 체제 | İşletim Sistemi | Операційна система`,
  fcc: `FCC ID | FCCID | FCC-ID | FCC Identifier | Regulatory ID | FCC`,
  'usb-vendor': `vendor_id | vendorid | VID | USB VID | idVendor | Vendor ID | USB Vendor ID`,
  'usb-product': `PID | USB PID | idProduct | USB Product ID`,
  /** A USB product id beside a USB vendor id, else a model number. */
  'product-id': `productId | Product ID | product_id`,
  usb: `USB ID | USB VID:PID | VID:PID | VID/PID | USB`,
  'pci-vendor': `PCI Vendor ID | pci_vendor_id | PCI VID`,
  'pci-product': `PCI Device ID | pci_device_id | PCI DID`,
  pci: `PCI ID | pciid`,
  /** Windows' own ids: USB\\VID_2C7C&PID_0125, PCI\\VEN_14C3&DEV_4D75. */
  'hardware-id': `Hardware ID | Hardware IDs | HardwareID | PNPDeviceID | PNP Device ID | InstanceId | Instance ID | Device Instance Path`,
  snmp: `sysObjectID | sysObjectId | SNMP sysObjectID | SNMP OID | SNMP Object ID | System OID`,
  bluetooth: `Bluetooth Company ID | BLE Company ID | Bluetooth Company Identifier`,
  cpe: `CPE | CPE 2.3 | cpe23 | HW CPE | Hardware CPE | CPE Name`,
  banner: `Banner | Service Banner | sysDescr | SNMP sysDescr | sysDescription | HTTP Server | Server Header | RTSP Server | SSH Banner |
    HTTP Banner`,
  /** Where the thing was made, not where it stands. */
  'origin-country': `Country of Origin | Country of Manufacture | Origin Country | Made In | COO | Manufacturer Country | Herkunftsland |
    Ursprungsland | Pays d'origine | País de origen | País de origem | Paese di origine | Land van herkomst | Kraj pochodzenia |
    Страна происхождения | 原産国 | 生産国 | 原产国 | 原产地 | 产地 | 原產地 | 원산지`,
  'date-purchase': `Purchase Date | PurchaseDate | Purchased | Date Purchased | Acquisition Date | Date Acquired | Buy Date | Order Date |
    purchased_on | Kaufdatum | Anschaffungsdatum | Beschaffungsdatum | Date d'achat | 購入日 | 取得日 | 采购日期 | 購買日期 | 购买日期 |
    Fecha de compra | Data de compra | Data di acquisto | Data acquisto | Aankoopdatum | Data zakupu | Дата покупки | Datum nákupu |
    Satın Alma Tarihi | 구입일 | 구매일 | Inköpsdatum | Købsdato | Innkjøpsdato | Ostopäivä`,
  'date-install': `Install Date | Installed | Installed On | Installation Date | install_date | InstallDate0 | Deployment Date | Deployed |
    In Service Date | Commission Date | Enrollment date | EnrolledDate | enrolledDateTime | last_enrolled_date | Installationsdatum |
    Inbetriebnahme | Date d'installation | Date de mise en service | 設置日 | 導入日 | インストール日 | 安装日期 | 安裝日期 |
    Fecha de instalación | Data de instalação | Data di installazione | Installatiedatum | Data instalacji | Дата установки | 설치일`,
  'date-seen': `First Seen | Firstseen | first_seen | firstSeen | First Discovered | first_discovered | Discovered | Zuerst gesehen`,
  /** Another part of the thing: its maker is not the maker of the thing. */
  'part-maker': `NIC Vendor | Network Adapter Manufacturer | board_vendor | Modem Manufacturer | Module Manufacturer`,
  'part-model': `Network Adapter | NIC | NIC Model | Modem Model | Module Model | Modem | Cellular Module | LTE Module`,
  /** The firmware's maker. Known so that it is not taken for the maker of the device. */
  bios: `BIOS Manufacturer | BIOS Vendor | BIOS-Hersteller | Fabricant du BIOS | bmanufacturer | Firmware Vendor`,
  'app-name': `Application Name | ApplicationName | App | App Name | Software | Software Name | swname | Program | Program Name | Application |
    DisplayName0 | ARPDisplayName0 | ProductName0 | Anwendung | Anwendungsname | Programm | Logiciel | Nom de l'application | アプリケーション |
    アプリ名 | ソフトウェア名 | 应用名称 | 軟體名稱 | 软件名称 | Aplicación | Aplicativo | Applicazione | Applicatie | Aplikacja | Приложение |
    Программа | 앱 이름 | Uygulama | softwares.name | Installed Software | Installed Application`,
  'app-id': `AppIdentifier | App ID | App Identifier | Application ID | Application Identifier | Bundle ID | BundleID | Bundle Identifier |
    bundle_identifier | Bundle | Package Name | packageName | Package ID | PackageIdentifier | Package Identifier | android_package |
    Paketname | identifier | StoreURL | Store URL | App Store URL | Product Code`,
  'package-family': `package_family_name | PackageFamilyName | Package Family Name | AppX Package`,
  publisher: `Publisher | SoftwarePublisher | Software Publisher | Publisher0 | Publisher Name | App Publisher | Developer | Developer Name |
    App Developer | Software Vendor | Software Manufacturer | Application Vendor | Seller Name | Herausgeber | Anbieter | Entwickler |
    Éditeur | Développeur | 発行元 | 開発元 | 发布者 | 開發者 | 开发者 | 发行商 | Editor | Desarrollador | Desenvolvedor | Sviluppatore | Uitgever |
    Wydawca | Издатель | Разработчик | 게시자 | 개발자 | Yayıncı | softwares.publisher`,
  version: `Version | App Version | ApplicationVersion | AppVersion | Application Version | Software Version | ProductVersion0 | Version0 |
    bundle_short_version | swversion | Versión | Versão | Versione | Versie | Wersja | Версия | バージョン | 版本 | 버전 | Sürüm`,
  platform: `Platform | App Platform | Device Platform | Plateforme | プラットフォーム | 平台 | Plataforma | Piattaforma | Platforma |
    Платформа | 플랫폼 | Plattform`,
} as const;
