import { type ReactNode, useEffect, useRef } from "react";
import { setPageTitle } from "@/lib/pageTitle";
import { usePortalName } from "@/lib/portalName";
import styles from "./Page.module.css";

interface PageProps {
  title: string;
  /** The heading, where it says more than the title. */
  heading?: string;
  lead?: ReactNode;
  /** `narrow` for one thing to do, `wide` for tables. */
  width?: "narrow" | "medium" | "wide";
  children?: ReactNode;
}

/** A page's title, its `h1` with the focus on arrival, and its column. */
export function Page({ title, heading = title, lead, width = "medium", children }: PageProps) {
  const portalName = usePortalName();
  const pageRef = useRef<HTMLDivElement>(null);
  const headingRef = useRef<HTMLHeadingElement>(null);

  useEffect(() => setPageTitle(title, portalName), [title, portalName]);
  useEffect(() => {
    // A field with `autoFocus` has the focus already, and keeps it.
    if (!pageRef.current?.contains(document.activeElement)) headingRef.current?.focus();
  }, []);

  return (
    <div ref={pageRef} className={`${styles.page} ${styles[width]}`}>
      <header className={styles.head}>
        <h1 ref={headingRef} tabIndex={-1}>
          {heading}
        </h1>
        {lead && <p className={styles.lead}>{lead}</p>}
      </header>
      {children}
    </div>
  );
}
