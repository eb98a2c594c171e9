/**
 * Does this browser clear what a page stored when nobody came to it for seven days in which the browser was used? Those made with WebKit do, all of
 * iOS among them, unless the page is installed (WebKit, 2020, "Full Third-Party Cookie Blocking and More").
 */
export const forgetsUnvisited = ({ vendor }: Pick<Navigator, "vendor">, isInstalled: boolean): boolean => vendor.startsWith("Apple") && !isInstalled;
