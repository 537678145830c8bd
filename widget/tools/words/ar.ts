// Arabic, from right to left. Nouns after a number have six forms, and the dual one of its own after a preposition.
import type { Tongue } from '../../words.ts';
import type { ToolWords } from './en.ts';

const number = new Intl.NumberFormat('ar');
const plural = new Intl.PluralRules('ar');

const lines = (count: number, two = 'سطران') => {
  const counted = number.format(count);
  return {
    zero: 'لا سطور',
    one: 'سطر واحد',
    two,
    few: `${counted} أسطر`,
    many: `${counted} سطرًا`,
    other: `${counted} سطر`,
  }[plural.select(count)];
};
/** After a preposition. */
const ofLines = (count: number) => lines(count, 'سطرين');

const seconds = (count: number) => {
  const counted = number.format(count);
  return {
    zero: `${counted} ثانية`,
    one: 'ثانية واحدة',
    two: 'ثانيتين',
    few: `${counted} ثوانٍ`,
    many: `${counted} ثانية`,
    other: `${counted} ثانية`,
  }[plural.select(count)];
};

export const tongue: Tongue = {
  lang: 'ar',
  dir: 'rtl',
  words: {
    captions: 'التسميات التوضيحية',
    captionText: 'نص التسميات التوضيحية',
    hide: 'إخفاء',
    empty: 'ستظهر التسميات التوضيحية هنا.',
    jumpToLive: 'الانتقال إلى المباشر',
    newLines: (count) => `${number.format(count)} جديد`,
    tools: 'الأدوات',
    corrected: 'مُصحَّح',
    correction: (text) => `تصحيح: ${text}`,
    gap: 'قد تكون بعض السطور ناقصة هنا',
    level: { info: 'ملاحظة', warning: 'تحذير', alert: 'تنبيه' },
    timeUp: 'انتهى الوقت',
    someone: 'شخص ما',
    typing(names) {
      if (names.length < 2) return `${names[0]} يكتب الآن…`;
      if (names.length < 3) return `${names.join(' و')} يكتبان الآن…`;
      const people = plural.select(names.length) === 'few' ? 'أشخاص' : 'شخصًا';
      return `${number.format(names.length)} ${people} يكتبون الآن…`;
    },
    skipped: (count) => `تم تخطي ${ofLines(count)}`,
    connected: 'تم الاتصال بالتسميات التوضيحية',
    reconnecting: 'جارٍ إعادة الاتصال…',
    back: (missed) => `عادت التسميات التوضيحية${missed ? `، مع ${ofLines(missed)} مما فاتك` : ''}`,
    backWithGap: 'عادت التسميات التوضيحية. قد تكون بعض السطور ناقصة',
    ended: 'انتهت التسميات التوضيحية',
    expired: 'انتهت صلاحية هذا الرابط: اطلب رابطًا جديدًا',
    faulty: 'حدث خطأ ما: أعد تحميل الصفحة',
    refused: 'هذه التسميات التوضيحية خاصة: اطلب رابطًا',
    stopped: (reason) => `أُوقفت التسميات التوضيحية${reason ? `: ${reason}` : ''}`,
  },
};

export const tools: ToolWords = {
  pause: 'إيقاف مؤقت',
  resume: 'استئناف',
  jumpToLive: 'الانتقال إلى المباشر',
  pausedWith: (count) => `متوقف مؤقتًا${count ? ` · ${lines(count)} في الانتظار` : ''}`,
  delayed: (count) => `متأخر بمقدار ${seconds(count)}`,
  readLastLine: 'قراءة السطر الأخير',
  close: 'إغلاق',
  transcript: 'النص الكامل',
  reader: 'قارئ برايل',
  settings: 'الإعدادات',
  missed: 'ما الذي فاتني؟',
  move: 'نقل',
  popOut: 'نافذة مستقلة',
  noWindow: 'لم يفتح هذا المتصفح نافذة',
  overVideo: 'فوق الفيديو',
  moveHere: 'اسحب أو استخدم مفاتيح الأسهم للنقل',
  moveWays: ['يسار', 'يمين', 'أعلى', 'أسفل'],
  resizeHere: 'اسحب أو استخدم مفاتيح الأسهم لتغيير الحجم',
  resizeWays: ['أضيق', 'أعرض', 'أقصر', 'أطول'],
  putBack: 'إعادة إلى المكان',
  feedback: 'إبلاغ كاتب التسميات',
  tracks: 'اللغات',
  track: 'المسار المقروء',
  besideIt: 'إلى جانبه',
  none: 'لا شيء',
  mainTrack: 'الرئيسي',
  sample: ['مايا', 'هكذا تبدو التسميات التوضيحية.', 'تصفيق'],
  groups: ['النص', 'الخلفية', 'المسافات', 'المكان', 'السرعة', 'التنبيهات وبرايل'],
  choice: {
    font: 'الخط',
    size: 'الحجم',
    colour: 'لون النص',
    opacity: 'عتامة النص',
    edge: 'الحواف',
    background: 'اللون خلف الكلمات',
    backgroundOpacity: 'العتامة خلف الكلمات',
    window: 'لون اللوحة',
    windowOpacity: 'عتامة اللوحة',
    lineHeight: 'ارتفاع السطر',
    letterSpacing: 'تباعد الأحرف',
    wordSpacing: 'تباعد الكلمات',
    lines: 'السطور الظاهرة',
    width: 'العرض',
    place: 'المكان',
    interim: 'إظهار الكلمات غير المكتملة',
    speed: 'أقصى عدد كلمات في الدقيقة',
    delay: 'التأخير بالثواني',
    announce: 'القراءة بقارئ الشاشة',
    myWords: 'تنبيهي عند هذه الكلمات',
    vibrate: 'الاهتزاز بعد الصمت',
    cells: 'خلايا برايل',
  },
  option: {
    site: 'مثل الموقع',
    off: 'إيقاف',
    serif: 'خط مذيّل',
    'serif-mono': 'خط مذيّل ثابت العرض',
    sans: 'خط غير مذيّل',
    'sans-mono': 'خط غير مذيّل ثابت العرض',
    casual: 'غير رسمي',
    cursive: 'خط يدوي',
    'small-caps': 'أحرف كبيرة مصغّرة',
    none: 'بلا',
    raised: 'بارز',
    depressed: 'غائر',
    uniform: 'محدّد',
    shadow: 'ظل',
    bottom: 'أسفل',
    top: 'أعلى',
    float: 'في الزاوية',
    phrases: 'كل سطر',
    'on-demand': 'عندما أطلب',
  },
  asText: 'كل الإعدادات نصًا',
  copy: 'نسخ',
  copied: 'تم النسخ',
  use: 'تطبيق',
  done: 'تم',
  notUnderstood: (parts) => `غير مفهوم: ${parts}`,
  reset: 'إعادة ضبط الكل',
  search: 'بحث',
  found: (at, of) => (of ? `${number.format(at)} من ${number.format(of)}` : 'لم يُعثر على شيء'),
  notCopied: 'لا يمكن لهذه الصفحة النسخ',
  download: (format) => `تنزيل ${format}`,
  bookmark: 'إشارة مرجعية',
  bookmarks: 'الإشارات المرجعية',
  loading: 'جارٍ تحميل السطور السابقة…',
  notLoaded: 'تعذّر تحميل كل السطور',
  tryAgain: 'إعادة المحاولة',
  tooMany: 'أحدث السطور فقط؛ التنزيل يحتوي على الكل',
  lookedAway: (count) => `هنا صرفت نظرك · ${lines(count)}`,
  nothingMissed: 'لم يفتك شيء منذ فتح الأدوات',
  unread: (count) => `لم يُقرأ بعد: ${lines(count)}`,
  signal: { stopped: 'توقفت التسميات', fast: 'سريع جدًا', silent: 'لا صوت', thanks: 'شكرًا' },
  sent: (what) => `تم الإرسال. تصل «${what}» إلى كاتب التسميات دون اسمك.`,
  notSent: 'تعذّر الإرسال',
  yourWord: (word) => `كلمتك: ${word}`,
};
